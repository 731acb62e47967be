//! Tree edit distance based similarity of HTML tables, by structure alone.

use inkstone_plugin::{Error, Info, Report, Sample, Settings, TextMetric};
use table_scoring::Content;

/// TEDS-S.
pub struct TedsS;

impl TextMetric for TedsS {
    fn info() -> Info {
        let info = Info::new("inkstone/teds-s", "TEDS-S", env!("CARGO_PKG_VERSION"))
            .description("Tree edit distance based similarity of HTML tables, by structure alone: spans and structure, whatever the cells say; 1 for equal ones. Averaged over samples.")
            .author("Inkstone");
        table_scoring::declare(info)
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        table_scoring::evaluate(&samples, settings, Content::Ignored, "teds-s", "TEDS-S")
    }
}

inkstone_plugin::export_text_metric!(TedsS);
