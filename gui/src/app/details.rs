//! What a report of a fault should hold besides what was said.

use super::App;

impl App {
    /// What was said, with the version, the system, the devices and the model.
    pub(super) fn details(&self, message: &str) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        let mut text = format!("Inkstone {version} ({system}, {processor})\n");
        let present = self.state.devices.iter().filter(|device| device.present);
        for device in present {
            text.push_str(&format!("{}: {}\n", device.name, device.description));
        }
        let settings = &self.state.settings;
        text.push_str(&format!(
            "device {}, pipeline {}\n",
            settings.device, settings.pipeline
        ));
        if let Some(model) = &self.state.model {
            text.push_str(&format!("model {} on {}\n", model.name, model.device));
        }
        text.push('\n');
        text.push_str(message);
        text
    }
}
