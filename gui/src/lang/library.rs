//! What the library says of devices, readers and evaluations in fixed words, said by the window.

use inkstone::device::{DeviceKind, DeviceStatus};
use inkstone::evaluate::notes;
use inkstone_kernels::cpu::Cpu;

use super::Words;

/// The words for it.
#[allow(missing_docs)] // The English words say what they are for.
#[derive(Debug)]
pub struct LibraryWords {
    pub demo_name: &'static str,
    pub demo_about: &'static str,
    /// Of instructions, and of a number of threads.
    pub cpu: fn(&str, usize) -> String,
    pub ready: &'static str,
    pub not_built: &'static str,
    pub absent: &'static str,
    /// In the order of the library's.
    pub notes: [&'static str; notes::ALL.len()],
}

/// In English.
pub(super) const EN: LibraryWords = LibraryWords {
    demo_name: "demo reader",
    demo_about: "printed Latin text, one line at a time",
    cpu: |isa, threads| {
        let s = if threads == 1 { "" } else { "s" };
        format!("{isa} kernels, {threads} thread{s}")
    },
    ready: "ready",
    not_built: "This version of the program has no driver for this device.",
    absent: "No device of this kind can be used: check it and its driver.",
    notes: notes::ALL,
};

/// In Chinese.
pub(super) const ZH: LibraryWords = LibraryWords {
    demo_name: "演示模型",
    demo_about: "识别印刷的拉丁字母文字，一次一行",
    cpu: |isa, threads| format!("{isa} 指令集，{threads} 个线程"),
    ready: "可用",
    not_built: "此版本的程序不包含该设备的后端。",
    absent: "没有可用的此类设备，请检查硬件和驱动。",
    notes: [
        "两边是同一设备、同一数据类型，只能说明结果可以重复",
        "模型一次识别一行，此处把整张图当作一行",
        "模型一次识别一行，此处读取了页面的第一行",
        "只保存了生成词元所在的位置",
        "文件中没有词元，因此逐行对比",
        "CANN 仿真器：耗时没有意义",
    ],
};

impl Words {
    /// What a device is, or why it cannot be used.
    pub fn of_device(&self, status: &DeviceStatus) -> String {
        let own = &self.library;
        match (status.present, status.built_in) {
            (true, _) if status.name == DeviceKind::Cpu.name() => self.of_cpu(),
            (true, _) if status.name == DeviceKind::Cuda.name() => own.ready.into(),
            // What it is, as its driver says.
            (true, _) => status.description.clone(),
            (false, false) => own.not_built.into(),
            (false, true) => format!("{}\n{}", own.absent, status.description),
        }
    }

    /// What the CPU computes with.
    pub fn of_cpu(&self) -> String {
        let cpu = Cpu::global();
        (self.library.cpu)(&cpu.isa().to_string(), cpu.threads())
    }

    /// A note of a report; one that is of an image begins with its name.
    pub fn of_note(&self, note: &str) -> String {
        let known = notes::ALL.iter().zip(self.library.notes);
        let said = known.filter_map(|(known, own)| {
            let image = note.strip_suffix(known)?;
            (image.is_empty() || image.ends_with(": ")).then(|| format!("{image}{own}"))
        });
        said.into_iter().next().unwrap_or_else(|| note.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn notes_are_said_in_the_windows_language_and_others_as_they_are() {
        let words = Language::Chinese.words();
        let own = words.library.notes[1];
        assert_eq!(words.of_note(notes::SINGLE_LINE), own);
        let of_image = format!("a.png: {}", notes::SINGLE_LINE);
        assert_eq!(words.of_note(&of_image), format!("a.png: {own}"));
        assert_eq!(words.of_note("what a plugin says"), "what a plugin says");
        assert_eq!(
            Language::English.words().of_note(notes::NO_TOKENS),
            notes::NO_TOKENS
        );
    }

    #[test]
    fn devices_are_described_in_the_windows_language() {
        let words = Language::Chinese.words();
        let status = |name: &str, built_in, present| DeviceStatus {
            name: name.into(),
            built_in,
            present,
            description: "what the driver says; use --device cpu".into(),
        };
        assert!(
            words
                .of_device(&status("cpu", true, true))
                .contains("个线程")
        );
        assert_eq!(words.of_device(&status("cuda", true, true)), "可用");
        let missing = words.of_device(&status("cuda", false, false));
        assert_eq!(missing, words.library.not_built);
        let absent = words.of_device(&status("npu", true, false));
        assert!(absent.starts_with(words.library.absent), "{absent}");
        assert!(absent.ends_with("what the driver says; use --device cpu"));
        let npu = words.of_device(&status("npu", true, true));
        assert_eq!(npu, "what the driver says; use --device cpu");
    }
}
