//! Tree edit distance based similarity of HTML tables.

use inkstone_plugin::{Error, Info, Report, Sample, Settings, TextMetric};
use table_scoring::Content;

/// TEDS.
pub struct Teds;

impl TextMetric for Teds {
    fn info() -> Info {
        let info = Info::new("inkstone/teds", "TEDS", env!("CARGO_PKG_VERSION"))
            .description("Tree edit distance based similarity of HTML tables: text, spans and structure; 1 for equal tables. Averaged over samples.")
            .author("Inkstone");
        table_scoring::declare(info)
    }

    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
        table_scoring::evaluate(&samples, settings, Content::Compared, "teds", "TEDS")
    }
}

inkstone_plugin::export_text_metric!(Teds);
