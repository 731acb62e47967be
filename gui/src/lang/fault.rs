//! What went wrong, by its kind. The library says it in English; where a language has a sentence for the kind, that is said first.

use super::Words;
use crate::state::{Fault, FaultKind};

/// The sentence of a language for a kind; none where the library's own words are of that language.
pub type FaultWords = fn(FaultKind) -> Option<&'static str>;

/// English is what the library speaks, but where it tells what to do on a command line.
pub(super) const EN: FaultWords = |kind| {
    use FaultKind::*;
    Some(match kind {
        NoTable => super::en::WORDS.no_table,
        DeviceNotBuilt => {
            "This program has no driver for the device. Choose another device, or install a version that has one."
        }
        NoDevice => "The device is not there. Check it and its driver, or choose another one.",
        _ => return None,
    })
};

/// In Chinese.
pub(super) const ZH: FaultWords = |kind| {
    use FaultKind::*;
    Some(match kind {
        NoFile => "找不到文件或文件夹。它可能已被移动、改名或删除，请检查路径。",
        NoPermission => "没有读取权限。请检查文件和所在文件夹的权限。",
        Unreadable => "无法读取文件。请检查磁盘和权限，然后重试。",
        EmptyFolder => "此文件夹中没有图片或 PDF（支持 png、jpeg、webp、bmp、tiff、gif、pdf）。",
        NoOrdinaryFile => "这不是普通文件。请选择图片或 PDF 文件，或打开整个文件夹。",
        EmptyFile => "文件是空的，可能下载或复制中断了。请重新获取。",
        NotAnImage => "这不是可识别的图片或 PDF。请转换为 png、jpeg、webp、bmp、tiff、gif 或 pdf。",
        DamagedImage => "图片已损坏或不完整。请重新获取，或用其他程序打开后另存。",
        UnsupportedImage => "不支持这种图片的编码方式。请另存为普通的 PNG。",
        TooLarge => "页面的像素过多，超出限制。请先缩小图片。",
        NoSuchPage => "文件中没有这一页。",
        PagesMissing => {
            "PDF 已损坏或不完整，部分页面无法打开；其余页面照常识别。请用阅读器打开后另存，再试一次。"
        }
        PdfPassword => "PDF 有密码保护。请先另存为没有密码的副本。",
        PdfEncrypted => "PDF 的加密方式不受支持。请先另存为不加密的副本。",
        DamagedPdf => "PDF 已损坏或不完整。请用阅读器打开后另存，再试一次。",
        EmptyPdf => "PDF 中没有页面。",
        NoModel => "找不到模型文件夹。请下载模型，或选择包含 config.json 和权重的文件夹。",
        BadModel => "模型文件缺失、损坏或不配套。请点“检查”，或重新下载模型。",
        Memory => {
            "内存不足，装不下模型。请关闭其他程序，或选择 bfloat16、float16 等占用较少的数据类型。"
        }
        DeviceNotBuilt => "此版本的程序不包含该设备的后端。请选择其他设备，或安装支持它的版本。",
        NoDevice => "找不到该设备。请检查硬件和驱动，或选择其他设备。",
        DeviceRefused => "设备无法打开，可能被占用或驱动异常。请按下方的原文处理，或选择其他设备。",
        DeviceDtype => "该设备不支持这种数据类型。请选择 float16，或改用 CPU。",
        DeviceFailed => "设备在计算中出错：可能显存不足，或设备已断开。请重试，或选择其他设备。",
        NoPlugin => "找不到插件。请在“扩展”中查看已有的插件，或重新添加。",
        BadPlugin => "此文件不能作为插件使用，或与此版本不兼容。",
        PluginCrashed => {
            "插件崩溃或给出了无效的结果。其他内容不受影响；请从流程中去掉它，或告知插件作者。"
        }
        PluginTimedOut => "插件超过时限，已被停止。可在其设置中放宽时限。",
        PluginLimit => "插件超出内存或输出的限制，已被停止。",
        PluginRefused => "插件无法处理此内容，原因见下方。",
        PluginSetting => "插件的设置有误。请在“扩展”中改正或恢复默认值。",
        PluginKind => "此插件的类型不能用在这里。请从流程中去掉它。",
        PluginExists => "已有相同标识的插件。",
        NoPipeline => "找不到该流程。请选择其他流程。",
        BadPipeline => "流程文件有误，无法使用。请在“扩展”中改正。",
        DiskFull => "磁盘空间不足。请清理空间，或换一个位置。",
        Unwritable => "无法写入文件。请检查文件夹的权限，或换一个位置。",
        NoConnection => "无法连接服务器。请检查网络；已下载的部分会保留，之后可继续。",
        Proxy => "代理无法使用。请检查 HTTPS_PROXY、HTTP_PROXY、ALL_PROXY 和 NO_PROXY 的设置。",
        Certificate => "无法建立安全连接。请检查系统时间，以及是否有替换证书的代理。",
        HubDenied => {
            "服务器拒绝访问。若仓库是私有的或需要同意条款，请先在网页上同意，并设置访问令牌。"
        }
        HubNotFound => "服务器上没有该模型或文件。请检查名称。",
        HubAnswer => "服务器的应答无法使用。请稍后再试，或换一个下载来源。",
        BadDownload => "下载的文件与清单不符，已删除。请重新下载。",
        DownloadBusy => "另一个下载正在写同一个文件。请等它完成，或先停止它。",
        NoTable => super::zh::WORDS.no_table,
        Withheld => "PDF 会显示原图，从而泄露流程要隐藏的内容。请选择其他格式或其他流程。",
        NoTruth => {
            "这里的图片没有对应的标准文本。请在 page.png 旁放置 page.txt、page.md、page.html 或 page.json，或选择 OmniDocBench.json。"
        }
        NothingRead => "没有一个页面能够识别，因此没有结果。",
        Internal => "程序内部错误。出错的部分已重新启动，请重试；请复制详情并反馈。",
    })
};

impl Words {
    /// What to say of a fault: the first words, and the library's own where they are others and say more.
    pub fn of_fault<'a>(&self, fault: &'a Fault) -> (&'a str, Option<&'a str>) {
        match (fault.kind, fault.kind.and_then(self.fault)) {
            (Some(FaultKind::NoTable), Some(own)) => (own, None),
            (_, Some(own)) => (own, Some(without_hint(&fault.text))),
            (_, None) => (&fault.text, None),
        }
    }
}

/// What happened, without what to do on a command line: the library writes its advice into a line of its own.
fn without_hint(text: &str) -> &str {
    text.split_once("\nhint: ").map_or(text, |(what, _)| what)
}

#[cfg(test)]
mod tests {
    use crate::lang::Language;
    use crate::state::{Fault, FaultKind};

    #[test]
    fn in_place_of_advice_for_a_command_line_the_window_gives_its_own() {
        let error = inkstone::pipeline::ExportError::NoTable;
        let fault = Fault::of(error);
        for language in [Language::English, Language::Chinese] {
            let words = language.words();
            assert_eq!(words.of_fault(&fault), (words.no_table, None));
        }
        let fault = Fault {
            kind: Some(FaultKind::DeviceNotBuilt),
            text: "npu: not here\nhint: use --device cpu".into(),
        };
        for language in [Language::English, Language::Chinese] {
            let (own, original) = language.words().of_fault(&fault);
            assert!(!own.contains("--"), "{own}");
            assert_eq!(original, Some("npu: not here"));
        }
    }
}
