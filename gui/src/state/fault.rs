//! What went wrong: the library's own words, and of which kind it is, so that the window can say it in another language.

mod of_error;

use serde::{Deserialize, Serialize};

pub(in crate::state) use of_error::of_plugin;

/// What kind of thing went wrong, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// There is no such file or folder.
    NoFile,
    /// The system does not let it be read.
    NoPermission,
    /// It cannot be read for another reason.
    Unreadable,
    /// A folder without images and PDFs.
    EmptyFolder,
    /// A folder, device or pipe where a file is needed.
    NoOrdinaryFile,
    /// A file without content.
    EmptyFile,
    /// A file of another kind.
    NotAnImage,
    /// An image that is cut short or wrong.
    DamagedImage,
    /// An image of an unusual kind.
    UnsupportedImage,
    /// A page with too many pixels.
    TooLarge,
    /// A page that the document does not have.
    NoSuchPage,
    /// Some pages of a PDF are not found in it.
    PagesMissing,
    /// A PDF with a password.
    PdfPassword,
    /// A PDF whose encryption cannot be undone.
    PdfEncrypted,
    /// A PDF that is cut short or wrong.
    DamagedPdf,
    /// A PDF without pages.
    EmptyPdf,
    /// There is no such model folder.
    NoModel,
    /// Files of a model are missing, wrong or of another model.
    BadModel,
    /// The memory does not hold the model.
    Memory,
    /// This program does not hold what drives the device.
    DeviceNotBuilt,
    /// There is no such device.
    NoDevice,
    /// The device cannot be opened.
    DeviceRefused,
    /// The device does not compute in the number format.
    DeviceDtype,
    /// The device failed while it computed, or was lost.
    DeviceFailed,
    /// There is no such plugin.
    NoPlugin,
    /// A file that is no plugin of this program.
    BadPlugin,
    /// A plugin crashed or gave nonsense.
    PluginCrashed,
    /// A plugin took too long.
    PluginTimedOut,
    /// A plugin wanted or gave too much.
    PluginLimit,
    /// A plugin says that it cannot do this.
    PluginRefused,
    /// A plugin's setting is wrong.
    PluginSetting,
    /// A plugin was put where it does not belong.
    PluginKind,
    /// A plugin is there already.
    PluginExists,
    /// There is no such pipeline.
    NoPipeline,
    /// A pipeline's file cannot be used.
    BadPipeline,
    /// The disk is full.
    DiskFull,
    /// A file cannot be written.
    Unwritable,
    /// The hub could not be reached.
    NoConnection,
    /// The proxy cannot be used.
    Proxy,
    /// The server's certificate is not accepted.
    Certificate,
    /// The hub refuses access.
    HubDenied,
    /// The hub has no such thing.
    HubNotFound,
    /// The hub gave an answer that cannot be used.
    HubAnswer,
    /// What was downloaded is not what it should be.
    BadDownload,
    /// Another download is under way.
    DownloadBusy,
    /// There is no table to be written.
    NoTable,
    /// The pipeline keeps to itself what was to be written.
    Withheld,
    /// Pages for an evaluation have no texts beside them.
    NoTruth,
    /// An evaluation could read none of its pages.
    NothingRead,
    /// This program is wrong.
    Internal,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its kind, where that is known.
    pub kind: Option<FaultKind>,
    /// What happened, to which file, and what to do, in English.
    pub text: String,
}

impl From<String> for Fault {
    fn from(text: String) -> Self {
        Self { kind: None, text }
    }
}

impl From<&str> for Fault {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
