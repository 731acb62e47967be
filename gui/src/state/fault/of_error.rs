//! From the library's errors to kinds of faults.

use std::error::Error;
use std::io;

use inkstone::checkpoint::CheckpointError;
use inkstone::cli::message;
use inkstone::device::OpenError;
use inkstone::evaluate::EvalError;
use inkstone::evaluate::history::HistoryError;
use inkstone::evaluate::text::DataError;
use inkstone::files::OutputError;
use inkstone::generate::DecodeError as GenerateError;
use inkstone::hub::HubError;
use inkstone::model::ModelError;
use inkstone::model::weights::WeightError;
use inkstone::pipeline::{
    ExportError, OpenReaderError, PictureError, PlanError, ReadError, ShelfError,
};
use inkstone::plugin::{FindError, InstallError, PluginError, Reason};
use inkstone::processor::input::{DecodeError, InputError};
use inkstone::report::WriteError;

use super::{Fault, FaultKind};

impl From<&anyhow::Error> for Fault {
    /// The message with its causes. The kind is that of the outermost cause that has one.
    fn from(error: &anyhow::Error) -> Self {
        Self {
            kind: error.chain().find_map(of_cause),
            text: message(error),
        }
    }
}

impl Fault {
    /// What went wrong, of an error of the library or the system.
    pub fn of(error: impl Error + Send + Sync + 'static) -> Self {
        Self::from(&anyhow::Error::new(error))
    }
}

fn of_cause(cause: &(dyn Error + 'static)) -> Option<FaultKind> {
    None.or_else(|| cause.downcast_ref().and_then(of_input))
        .or_else(|| cause.downcast_ref().map(of_decode))
        .or_else(|| cause.downcast_ref().and_then(of_open_reader))
        .or_else(|| cause.downcast_ref().and_then(of_read))
        .or_else(|| cause.downcast_ref().and_then(of_device))
        .or_else(|| cause.downcast_ref().and_then(of_checkpoint))
        .or_else(|| cause.downcast_ref().and_then(of_eval))
        .or_else(|| cause.downcast_ref().and_then(of_data))
        .or_else(|| cause.downcast_ref().and_then(of_history))
        .or_else(|| cause.downcast_ref().and_then(of_plan))
        .or_else(|| cause.downcast_ref().and_then(of_find))
        .or_else(|| cause.downcast_ref().and_then(of_plugin))
        .or_else(|| cause.downcast_ref().and_then(of_install))
        .or_else(|| cause.downcast_ref().and_then(of_shelf))
        .or_else(|| cause.downcast_ref().and_then(of_report))
        .or_else(|| cause.downcast_ref().map(of_output))
        .or_else(|| cause.downcast_ref().and_then(of_export))
        .or_else(|| cause.downcast_ref().and_then(of_picture))
        .or_else(|| cause.downcast_ref().and_then(of_hub))
        .or_else(|| cause.downcast_ref().map(of_io))
}

/// Of the system, where a file was to be read.
fn of_io(error: &io::Error) -> FaultKind {
    match error.kind() {
        io::ErrorKind::NotFound => FaultKind::NoFile,
        io::ErrorKind::PermissionDenied => FaultKind::NoPermission,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FaultKind::DiskFull,
        io::ErrorKind::OutOfMemory => FaultKind::Memory,
        _ => FaultKind::Unreadable,
    }
}

/// Of the system, where a file was to be written.
fn of_writing(error: &io::Error) -> FaultKind {
    match of_io(error) {
        FaultKind::DiskFull => FaultKind::DiskFull,
        _ => FaultKind::Unwritable,
    }
}

fn of_output(error: &OutputError) -> FaultKind {
    of_writing(&error.source)
}

fn of_input(error: &InputError) -> Option<FaultKind> {
    Some(match error {
        InputError::NotFound { .. } | InputError::NoMatch { .. } => FaultKind::NoFile,
        InputError::EmptyFolder { .. } => FaultKind::EmptyFolder,
        InputError::IsFolder { .. } | InputError::NotRegular { .. } => FaultKind::NoOrdinaryFile,
        InputError::Io { source, .. } => of_io(source),
        InputError::Decode { source, .. } | InputError::Page { source, .. } => of_decode(source),
        InputError::NoSuchPage { .. } => FaultKind::NoSuchPage,
        InputError::PagesMissing { .. } => FaultKind::PagesMissing,
        _ => return None,
    })
}

fn of_decode(error: &DecodeError) -> FaultKind {
    match error {
        DecodeError::Empty => FaultKind::EmptyFile,
        DecodeError::NotAnImage { .. } => FaultKind::NotAnImage,
        DecodeError::TooLarge { .. } => FaultKind::TooLarge,
        DecodeError::Damaged { .. } => FaultKind::DamagedImage,
        DecodeError::Unsupported { .. } => FaultKind::UnsupportedImage,
        DecodeError::PdfPassword => FaultKind::PdfPassword,
        DecodeError::PdfEncryption { .. } => FaultKind::PdfEncrypted,
        DecodeError::PdfDamaged { .. } => FaultKind::DamagedPdf,
        DecodeError::PdfEmpty => FaultKind::EmptyPdf,
    }
}

fn of_open_reader(error: &OpenReaderError) -> Option<FaultKind> {
    Some(match error {
        OpenReaderError::NoFolder(_) => FaultKind::NoModel,
        OpenReaderError::Config(_)
        | OpenReaderError::Processor(_)
        | OpenReaderError::Tokenizer(_)
        | OpenReaderError::Template(_)
        | OpenReaderError::Card(_)
        | OpenReaderError::Generation(_) => FaultKind::BadModel,
        OpenReaderError::Checkpoint(error) => return of_checkpoint(error),
        OpenReaderError::Open(error) => return of_device(error),
        OpenReaderError::Plugin(error) => return of_find(error),
        OpenReaderError::Memory { .. } => FaultKind::Memory,
    })
}

fn of_checkpoint(error: &CheckpointError) -> Option<FaultKind> {
    Some(match error {
        CheckpointError::Io { source, .. } => match of_io(source) {
            // The folder is there, so that a file of the model is missing.
            FaultKind::NoFile => FaultKind::BadModel,
            kind => kind,
        },
        CheckpointError::Json { .. }
        | CheckpointError::Config { .. }
        | CheckpointError::Damaged { .. }
        | CheckpointError::NoWeights { .. }
        | CheckpointError::MissingShard { .. }
        | CheckpointError::UnknownTensor { .. }
        | CheckpointError::Dtype { .. } => FaultKind::BadModel,
        CheckpointError::DiskFull { .. } => FaultKind::DiskFull,
        _ => return None,
    })
}

fn of_device(error: &OpenError) -> Option<FaultKind> {
    Some(match error {
        OpenError::NotBuilt { .. } => FaultKind::DeviceNotBuilt,
        OpenError::NotPresent { .. } => FaultKind::NoDevice,
        OpenError::Device { .. } => FaultKind::DeviceRefused,
        OpenError::Dtype { .. } => FaultKind::DeviceDtype,
        OpenError::Weights(WeightError::Cancelled) | OpenError::Isa(_) => return None,
        OpenError::Weights(_) => FaultKind::BadModel,
    })
}

fn of_read(error: &ReadError) -> Option<FaultKind> {
    match error {
        ReadError::Lines(error) => of_plugin(error),
        ReadError::Decode(GenerateError::Model(ModelError::Device(_))) => {
            Some(FaultKind::DeviceFailed)
        }
        ReadError::Decode(GenerateError::Record(error)) => Some(of_io(error)),
        _ => None,
    }
}

fn of_eval(error: &EvalError) -> Option<FaultKind> {
    match error {
        EvalError::Lost { .. } => Some(FaultKind::DeviceFailed),
        EvalError::Open(error) => of_open_reader(error),
        EvalError::Read { source, .. } => of_read(source),
        EvalError::Checkpoint(error) => of_checkpoint(error),
        EvalError::Write(error) => Some(of_output(error)),
        EvalError::Scratch { source, .. } => Some(of_writing(source)),
        EvalError::NothingRead { .. } => Some(FaultKind::NothingRead),
        EvalError::Tokenizer(_) => Some(FaultKind::BadModel),
        EvalError::Cancelled | EvalError::Tensors(_) | EvalError::Mismatch(_) => None,
    }
}

fn of_data(error: &DataError) -> Option<FaultKind> {
    match error {
        DataError::Read { source, .. } => Some(of_io(source)),
        DataError::NoTruth(_) => Some(FaultKind::NoTruth),
        DataError::Format { .. } => None,
    }
}

fn of_history(error: &HistoryError) -> Option<FaultKind> {
    match error {
        HistoryError::Io { source, .. } => Some(of_io(source)),
        HistoryError::Write(error) => Some(of_output(error)),
        _ => None,
    }
}

fn of_plan(error: &PlanError) -> Option<FaultKind> {
    match error {
        PlanError::Unknown { .. } => Some(FaultKind::NoPipeline),
        PlanError::Read { source, .. } => Some(of_io(source)),
        PlanError::Syntax { .. } => Some(FaultKind::BadPipeline),
        PlanError::Find { error, .. } => of_find(error),
        PlanError::Plugin { error, .. } => of_plugin(error),
    }
}

fn of_find(error: &FindError) -> Option<FaultKind> {
    match error {
        FindError::Unknown { .. } => Some(FaultKind::NoPlugin),
        FindError::Ambiguous { .. } => None,
        FindError::Load(error) => of_plugin(error),
    }
}

/// What a plugin did wrong.
pub(in crate::state) fn of_plugin(error: &PluginError) -> Option<FaultKind> {
    Some(match error.reason {
        Reason::File(_)
        | Reason::NotAComponent(_)
        | Reason::NotAPlugin(_)
        | Reason::Incompatible(_) => FaultKind::BadPlugin,
        Reason::Nonsense(_) | Reason::Trap(_) => FaultKind::PluginCrashed,
        Reason::TimedOut(_) => FaultKind::PluginTimedOut,
        Reason::Memory { .. } | Reason::Output(_) => FaultKind::PluginLimit,
        Reason::Setting { .. } => FaultKind::PluginSetting,
        Reason::InvalidInput(_) | Reason::Unsupported(_) | Reason::Failed(_) => {
            FaultKind::PluginRefused
        }
        Reason::Kind { .. } => FaultKind::PluginKind,
        Reason::Cancelled => return None,
    })
}

fn of_install(error: &InstallError) -> Option<FaultKind> {
    match error {
        InstallError::Load(error) => of_plugin(error),
        InstallError::Write(error) => Some(of_output(error)),
        InstallError::Exists { .. } => Some(FaultKind::PluginExists),
        _ => None,
    }
}

fn of_shelf(error: &ShelfError) -> Option<FaultKind> {
    match error {
        ShelfError::Write(error) => Some(of_output(error)),
        _ => None,
    }
}

fn of_report(error: &WriteError) -> Option<FaultKind> {
    match error {
        WriteError::Output(error) => Some(of_output(error)),
        WriteError::Chart(_) => None,
    }
}

fn of_export(error: &ExportError) -> Option<FaultKind> {
    match error {
        ExportError::NoTable => Some(FaultKind::NoTable),
        ExportError::Withheld => Some(FaultKind::Withheld),
        ExportError::NoPicture => None,
    }
}

fn of_picture(error: &PictureError) -> Option<FaultKind> {
    match error {
        PictureError::Read { source, .. } => Some(of_io(source)),
        PictureError::Compress(_) => None,
    }
}

fn of_hub(error: &HubError) -> Option<FaultKind> {
    Some(match error {
        HubError::UnknownModel { .. } | HubError::NotFound { .. } => FaultKind::HubNotFound,
        HubError::Denied { .. } => FaultKind::HubDenied,
        HubError::HostNotFound { .. } | HubError::Connection { .. } => FaultKind::NoConnection,
        HubError::Proxy { .. } => FaultKind::Proxy,
        HubError::Tls { .. } => FaultKind::Certificate,
        HubError::Status { .. } | HubError::Listing { .. } | HubError::Incomplete { .. } => {
            FaultKind::HubAnswer
        }
        HubError::Mismatch { .. } => FaultKind::BadDownload,
        HubError::DiskFull { .. } => FaultKind::DiskFull,
        HubError::Busy { .. } => FaultKind::DownloadBusy,
        HubError::Io { source, .. } => of_writing(source),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::Context;

    use super::*;

    fn io(kind: io::ErrorKind) -> io::Error {
        kind.into()
    }

    #[test]
    fn the_kind_is_found_under_wrappers_and_the_words_stay() {
        let source = DecodeError::PdfPassword;
        let path = "a.pdf".into();
        let error = InputError::Decode { path, source };
        let text = error.to_string();
        let fault = Fault::of(error);
        assert_eq!(fault.kind, Some(FaultKind::PdfPassword));
        assert_eq!(fault.text, text);
        let lost = ModelError::Device("NPU out of memory".into());
        let error: anyhow::Result<()> = Err(ReadError::from(lost)).context("page 3");
        let fault = Fault::from(&error.expect_err("an error"));
        assert_eq!(fault.kind, Some(FaultKind::DeviceFailed));
        assert!(fault.text.contains("page 3") && fault.text.contains("NPU out of memory"));
        let plugin = PluginError {
            plugin: "x/y 1.0.0".into(),
            function: "process",
            reason: Reason::TimedOut(Duration::from_secs(3)),
            trace: Vec::new(),
        };
        let error = Box::new(FindError::Load(plugin));
        let pipeline = "scan".into();
        let fault = Fault::of(PlanError::Find { pipeline, error });
        assert_eq!(fault.kind, Some(FaultKind::PluginTimedOut));
    }

    #[test]
    fn what_the_system_says_depends_on_what_was_done() {
        let kind = |fault: Fault| fault.kind.expect("a kind");
        let path = || "folder/file".into();
        let missing = || io(io::ErrorKind::NotFound);
        assert_eq!(kind(Fault::of(missing())), FaultKind::NoFile);
        let source = missing();
        let of_model = CheckpointError::Io {
            path: path(),
            source,
        };
        assert_eq!(
            kind(Fault::of(OpenReaderError::Checkpoint(of_model))),
            FaultKind::BadModel
        );
        let written = |source| OutputError {
            path: path(),
            source,
        };
        assert_eq!(kind(Fault::of(written(missing()))), FaultKind::Unwritable);
        let full = written(io(io::ErrorKind::StorageFull));
        assert_eq!(kind(Fault::of(full)), FaultKind::DiskFull);
        assert_eq!(Fault::of(HubError::Cancelled).kind, None);
        assert_eq!(Fault::from("words").kind, None);
    }
}
