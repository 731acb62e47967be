//! Bundled plugins in simplified Chinese.

use super::of_plugins::PluginWords;

const IGNORE_CASE: (&str, &str, &str) = ("ignore-case", "忽略大小写", "按小写比较");
const WHITE_SPACE: (&str, &str, &str) =
    ("white-space", "空白", "比较之前如何处理空格、制表符和换行");
const LEVEL_MARKUP: (&str, &str, &str) = (
    "level-markup",
    "统一标记",
    "把表头单元格（th）当作单元格，忽略 thead、tbody、tfoot 和 span，与 OmniDocBench 相同",
);

const fn plugin(
    id: &'static str,
    name: &'static str,
    description: &'static str,
    settings: &'static [(&'static str, &'static str, &'static str)],
) -> PluginWords {
    PluginWords {
        id,
        name,
        description,
        settings,
    }
}

/// All of them.
pub(super) const PLUGINS: &[PluginWords] = &[
    plugin(
        "deskew",
        "纠偏",
        "测出文字行偏离水平的角度（至多 15 度），并把页面转正。",
        &[
            ("least", "最小角度", "偏离小于此角度的页面保持不变"),
            (
                "most",
                "最大角度",
                "偏离大于此角度的页面保持不变，并给出提示",
            ),
        ],
    ),
    plugin(
        "binarize",
        "二值化",
        "用随光照变化的 Sauvola 阈值把图像变为黑白。",
        &[
            (
                "window",
                "窗口",
                "计算阈值的方块边长；为奇数，大于最粗笔画的宽度",
            ),
            ("k", "k", "没有对比处的阈值比局部均值低多少；越大字越细"),
            ("r", "R", "最大标准差；0 表示取值范围的一半，即 127.5"),
        ],
    ),
    plugin(
        "crop-margin",
        "裁去边距",
        "裁去公式四周的空白，与 PaddleX 识别前的处理相同。",
        &[("margin", "边距", "在墨迹四周保留的空白")],
    ),
    plugin(
        "split-lines",
        "切分为行",
        "把印刷页面转正，按阅读顺序逐栏找出文字行。",
        &[
            (
                "aspect",
                "最宽的块",
                "宽度超过高度这么多倍的行，在词间空隙处切开",
            ),
            ("output", "输出", "一个以行为区域的页面，或每行一幅图像"),
        ],
    ),
    plugin(
        "split-columns",
        "切分为栏",
        "按阅读顺序把每栏变成一幅图像，跨栏的内容单独成图。先把页面转正。",
        &[(
            "margin",
            "边距",
            "在一栏墨迹四周保留的空白，至多到两栏之间的中线",
        )],
    ),
    plugin(
        "denoise",
        "去噪",
        "用保留边缘的中值滤波平滑纸面和笔画，并去掉远离文字的斑点。",
        &[
            ("median", "中值", "中值滤波的窗口；越大去噪越多"),
            ("edge", "边缘", "相差超过此值（共 255）的视为边缘，予以保留"),
            (
                "speck",
                "最大斑点",
                "斑点至多的墨迹像素数；0 表示保留所有斑点",
            ),
            (
                "distance",
                "距离",
                "斑点与较大墨迹的距离，以字高为单位；更近的可能是点或声调",
            ),
        ],
    ),
    plugin(
        "markdown",
        "Markdown",
        "把文档写成 Markdown；表格保留为 HTML，公式写在美元符号之间。",
        &[
            (
                "structure",
                "识别标题和列表",
                "在纯文本中识别标题、编号和项目符号",
            ),
            (
                "escape",
                "转义",
                "转义行首会被 Markdown 当作标记的字符；模型自己也写一些 Markdown",
            ),
            ("page-break", "分页", "写在两页之间；留空则不写"),
        ],
    ),
    plugin(
        "otsl-to-html",
        "表格",
        "把模型以 OTSL 写出的表格及图表答案，转为 HTML、制表符或 Markdown 表格。",
        &[
            (
                "form",
                "形式",
                "表格文字的形式；Markdown 表格没有合并单元格，此类表格保留为 HTML",
            ),
            ("mode", "方式", "如何读取 PaddleX 误读的表格"),
        ],
    ),
    plugin(
        "join-lines",
        "合并行",
        "把行合成段落，并取消行末的连字符。",
        &[(
            "hyphens",
            "行末连字符",
            "行末字母与下一行首小写字母之间的连字符如何处理；软连字符总是去掉",
        )],
    ),
    plugin(
        "repetition-guard",
        "去除重复",
        "按 PaddleX 流程的规则，截去模型不断重复自己的文字。",
        &[
            ("min-chars", "最短文字", "更短的文字保持不变"),
            ("table-min-chars", "最短表格", "表格的行本可重复，另设下限"),
        ],
    ),
    plugin(
        "find-replace",
        "查找和替换",
        "在每块文字中替换，按字面或正则表达式。",
        &[
            ("pattern", "查找", "要查找的内容；为空时不替换"),
            (
                "replacement",
                "替换为",
                "正则表达式中 $1 或 ${name} 表示分组，$$ 表示美元符号",
            ),
            ("regex", "正则表达式", "把查找内容当作正则表达式"),
            ("ignore-case", "忽略大小写", "正则表达式中仅限字母 a 到 z"),
        ],
    ),
    plugin(
        "redact",
        "遮盖",
        "去掉邮箱、电话和支付卡号。没有认出的会保留，请检查结果。",
        &[
            ("replacement", "替换为", "代替每一处的文字"),
            ("email", "邮箱", "例如 ada@example.org"),
            ("phone", "电话号码", "国际格式和常见的国内格式"),
            ("card", "卡号", "校验和正确的支付卡号，空格位置不对的也算"),
        ],
    ),
    plugin(
        "mre",
        "平均相对误差",
        "全部 logits 的 |n - c| / (|c| + eps) 的均值（百分比），c 为基准，n 为被比较的一方。",
        &[("eps", "Epsilon", "加在分母上，使接近零的 logits 不左右结果")],
    ),
    plugin(
        "top1",
        "Top-1 一致率",
        "双方最大 logit 落在同一词元的位置所占的百分比。",
        &[],
    ),
    plugin(
        "top-k",
        "Top-k 一致率",
        "双方最佳 k 个词元的重合程度，以及基准的最佳词元在对方最佳 k 个之中的位置所占的百分比。",
        &[("k", "k", "比较多少个最佳词元")],
    ),
    plugin(
        "cosine",
        "余弦相似度",
        "双方全部 logits 及每个位置的 logits 之间夹角的余弦，以 f64 累加。",
        &[],
    ),
    plugin(
        "max-abs",
        "最大绝对误差",
        "两个 logits 之间最大的绝对差及其位置，以及均值。",
        &[],
    ),
    plugin(
        "mean-abs",
        "平均绝对误差",
        "logits 绝对差的均值，以及最大值及其位置。",
        &[],
    ),
    plugin(
        "kl-divergence",
        "KL 散度",
        "双方下一词元的分布相差多少：各位置的均值和最大值，单位为奈特。",
        &[],
    ),
    plugin(
        "cer",
        "字符错误率",
        "需要替换、删除或插入的字符数与标准答案字符数之比。样本合并计算，与 jiwer 相同。",
        &[IGNORE_CASE, WHITE_SPACE],
    ),
    plugin(
        "wer",
        "词错误率",
        "需要替换、删除或插入的词数与标准答案词数之比。样本合并计算，与 jiwer 相同。",
        &[
            IGNORE_CASE,
            (
                "words",
                "词的边界",
                "jiwer 不把单个换行或制表符当作词尾；多数人指任何空白",
            ),
        ],
    ),
    plugin(
        "ned",
        "归一化编辑距离",
        "编辑距离与较长文字长度之比，逐页计算后取平均，与 OmniDocBench 相同。",
        &[IGNORE_CASE, WHITE_SPACE],
    ),
    plugin(
        "bleu",
        "BLEU",
        "1 到 4 元词组的精确率乘以长度惩罚，0 到 100。样本合并计算，与 sacrebleu 相同。",
        &[
            IGNORE_CASE,
            (
                "tokenizer",
                "分词",
                "如何切分文字；中文用 zh，没有空格的文字用 char",
            ),
        ],
    ),
    plugin(
        "chrf",
        "chrF",
        "字符 n 元组（chrF++ 还有词 n 元组）的 F 值，0 到 100。样本合并计算，与 sacrebleu 相同。",
        &[
            IGNORE_CASE,
            ("char-order", "最长字符 n 元组", "以字符计"),
            (
                "word-order",
                "最长词 n 元组",
                "以词计；chrF 为 0，chrF++ 为 2",
            ),
            ("beta", "Beta", "召回率的权重是精确率的多少倍"),
            ("white-space", "计入空白", "空白也算字符"),
        ],
    ),
    plugin(
        "teds",
        "TEDS",
        "基于树编辑距离的 HTML 表格相似度：文字、跨度和结构；相同为 1。取样本平均。",
        &[LEVEL_MARKUP],
    ),
    plugin(
        "teds-s",
        "TEDS-S",
        "基于树编辑距离的 HTML 表格相似度，只看结构；相同为 1。取样本平均。",
        &[LEVEL_MARKUP],
    ),
];
