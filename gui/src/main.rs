//! The `inkstone-gui` window. For now it opens, says what it is and lists the devices; reading happens on the command line.

use eframe::egui;
use inkstone::device::{DeviceStatus, devices};

fn main() -> eframe::Result {
    eframe::run_native(
        "Inkstone",
        eframe::NativeOptions::default(),
        Box::new(|_| Ok(Box::new(Window { devices: devices() }))),
    )
}

/// What the window shows.
struct Window {
    devices: Vec<DeviceStatus>,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.heading("Inkstone");
            ui.label(
                "Reading is done on the command line for now: inkstone infer --image page.png",
            );
            ui.separator();
            egui::Grid::new("devices").striped(true).show(ui, |ui| {
                for device in &self.devices {
                    ui.label(&device.name);
                    ui.label(&device.description);
                    ui.end_row();
                }
            });
        });
    }
}
