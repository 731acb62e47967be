//! The arguments of `inkstone infer`, and what they ask for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::WrongCall;
use crate::cli::folder::{check_folder, names_folder};
use crate::device::{DeviceSpec, Dtype};
use crate::generate::sampler::{SamplerConfig, Strategy};
use crate::pipeline::{Entry, Format, Plan, PlanSource, ReadOptions};
use crate::plugin::Registry;
use crate::plugin::settings::parse_pair;
use crate::processor::image::PixelLimits;
use crate::processor::input::PageSelection;
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

/// What to do where `--out` is neither a folder nor a file of a format.
const FILE_ENDINGS: &str = "files of results end in .txt, .md, .json, .html, .hocr, .pdf, .csv or .tsv; for a folder of this name, end it in /";

/// The bundled plugin that an option takes out.
const GUARD: &str = "inkstone/repetition-guard";

/// Arguments of `inkstone infer`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone infer --model-path ./PaddleOCR-VL --image page.png
  inkstone infer --image scans/ --out text --format markdown
  inkstone infer --image table.png --task table --format html
  inkstone infer --image table.png --task table --out table.csv
  inkstone infer --image scan.pdf --out searchable.pdf
  inkstone infer --image scans/ --out text --format hocr
  inkstone infer --image report.pdf --pages 1-3,7 --format json
  inkstone infer --image scan.jpg --pipeline scan --set deskew.most=5
  inkstone infer --image a.png b.png --prompt \"Compare the two pages.\"

Several --image files form one prompt; folders, patterns, PDFs and multi-frame files are read page by page, each with its own prompt.

Formats:
  text      plain text; tables as tab-separated lines
  markdown  Markdown; tables as HTML, formulas between dollar signs
  json      everything that is known: blocks, places, tokens, confidence
  html      one page that needs no other file
  hocr      XHTML with the places of lines and words; the model places lines,
            so words share a line's confidence and divide its box
  pdf       each page's picture with its text over it, not seen but found,
            selected and copied; JPEG files are kept as they are, all else is
            compressed without loss. Where no more than a block's place is
            known, its lines are spread over it
  csv, tsv  the tables alone, apart by an empty line; a merged cell's text
            stands at its first place. Without tables: a warning, no file

With --out DIR each page is a file of its own (report-p0001.txt), but hocr and
pdf have one file for each document. With --out FILE all pages of all inputs
are in that file, and its ending chooses the format.

Exit status: 0 if everything was read, 1 if something failed, 2 for a wrong call, 130 after Ctrl-C.

Environment:
  INKSTONE_THREADS  number of threads
  INKSTONE_ISA      instructions of the CPU kernels: avx512, avx2 or portable")]
pub struct InferArgs {
    /// Folder of the checkpoint, or the name of a downloaded one [default: a downloaded one, else the built-in demo reader]
    #[arg(
        long,
        visible_alias = "model_path",
        alias = "model",
        value_name = "DIR"
    )]
    pub(super) model_path: Option<PathBuf>,
    /// Images, PDFs, folders or patterns; may be repeated
    #[arg(long, required = true, num_args = 1.., value_name = "FILE", action = clap::ArgAction::Append)]
    pub(super) image: Vec<OsString>,
    /// Read every file with a prompt of its own, even where several are named
    #[arg(long)]
    pub(super) each: bool,
    /// What to look for: ocr, table, formula, chart, spotting or seal [default: the pipeline's, else ocr]
    #[arg(long, conflicts_with_all = ["prompt", "raw_prompt"])]
    pub(super) task: Option<Task>,
    /// A question of your own, put through the checkpoint's chat template; one that holds <|IMAGE_PLACEHOLDER|> is used as it stands
    #[arg(long, value_name = "TEXT", conflicts_with = "raw_prompt")]
    pub(super) prompt: Option<String>,
    /// A whole prompt, used as it stands, with one <|IMAGE_PLACEHOLDER|> per image
    #[arg(long, visible_alias = "raw_prompt", value_name = "TEXT")]
    pub(super) raw_prompt: Option<String>,
    /// auto, cpu, npu or cuda, with an optional index and dtype: npu:1, cpu:bf16
    #[arg(long, default_value = "auto")]
    pub(super) device: DeviceSpec,
    /// float32, bfloat16 or float16; a dtype in --device wins
    #[arg(long, default_value_t = Dtype::Float32)]
    pub(super) dtype: Dtype,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Form of the output: text, markdown, json, html, hocr, pdf, csv or tsv [default: that of the ending of --out, else text]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write into this folder, or into this file if its name ends as those of a format do (.txt, .md, .json, .html, .hocr, .pdf, .csv, .tsv), instead of printing, as - does too; files of the same names are replaced
    #[arg(long, value_name = "DIR|FILE")]
    pub(super) out: Option<PathBuf>,
    /// Pages of PDFs and multi-frame files, from 1: 1-3,7
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<PageSelection>,
    /// Pixels to the inch: at which PDF pages are read, and which pages have in PDFs that are written
    #[arg(long, default_value_t = crate::processor::input::DEFAULT_DPI, value_parser = dpi)]
    pub(super) dpi: f32,
    /// Smallest image in pixels that the model is shown; smaller ones are enlarged [default: the checkpoint's]
    #[arg(long, visible_alias = "min_pixels", value_name = "N")]
    pub(super) min_pixels: Option<usize>,
    /// Largest image in pixels that the model is shown; larger ones are reduced [default: the checkpoint's]
    #[arg(long, visible_alias = "max_pixels", value_name = "N")]
    pub(super) max_pixels: Option<usize>,
    /// Most tokens to generate per prompt
    #[arg(long, visible_alias = "max_new_tokens", default_value_t = 4096, value_name = "N", value_parser = positive)]
    pub(super) max_new_tokens: usize,
    /// Sample with this temperature instead of taking the likeliest token
    #[arg(long, value_name = "T", allow_negative_numbers = true)]
    pub(super) temperature: Option<f32>,
    /// Sample among the most probable tokens that reach this probability together
    #[arg(
        long,
        visible_alias = "top_p",
        value_name = "P",
        allow_negative_numbers = true
    )]
    pub(super) top_p: Option<f32>,
    /// Sample among this many most probable tokens
    #[arg(
        long,
        visible_alias = "top_k",
        value_name = "K",
        allow_negative_numbers = true
    )]
    pub(super) top_k: Option<usize>,
    /// Seed of the sampling
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
    /// Makes tokens that have occurred less likely; 1 does nothing
    #[arg(
        long,
        visible_alias = "repetition_penalty",
        default_value_t = 1.0,
        value_name = "R"
    )]
    pub(super) repetition_penalty: f32,
    /// How the page is worked on before and after it is read: a built-in pipeline (default, plain, scan, columns, formula, table, private), one of yours, or a TOML file (`inkstone pipeline` lists and shows them)
    #[arg(long, value_name = "NAME|FILE", default_value = "default")]
    pub(super) pipeline: String,
    /// A plugin's file to use besides those that are installed; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) plugin: Vec<PathBuf>,
    /// A setting of a plugin of the pipeline; may be repeated
    #[arg(long, value_name = "PLUGIN.KEY=VALUE", value_parser = plugin_setting)]
    pub(super) set: Vec<PluginSetting>,
    /// Keep repeated text, and go on when the model repeats itself without end
    #[arg(long)]
    pub(super) no_repetition_guard: bool,
    /// Generate exactly --max-new-tokens tokens, for measurements
    #[arg(long)]
    pub(super) ignore_eos: bool,
    /// Store the logits in this safetensors file: input_ids, generated_ids and logits
    #[arg(long, value_name = "FILE")]
    pub(super) logits: Option<PathBuf>,
    /// Which positions --logits stores
    #[arg(long, value_enum, default_value_t = PositionsArg::Generated, requires = "logits")]
    pub(super) logits_positions: PositionsArg,
    /// Add the time of each stage to the JSON
    #[arg(long)]
    pub(super) timings: bool,
    /// Print no progress and no notes
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PositionsArg {
    /// The distribution from which each generated token was chosen
    Generated,
    /// Every position of prompt and answer
    All,
}

/// A value for a setting of one of the pipeline's plugins.
#[derive(Clone, Debug)]
pub(in crate::cli) struct PluginSetting {
    pub plugin: String,
    pub key: String,
    pub value: toml::Value,
}

impl PluginSetting {
    /// Sets it in every entry of its plugin. Where there is none, `unused` says why, of the plugin's id.
    pub fn apply<'a>(
        &self,
        entries: impl Iterator<Item = &'a mut Entry>,
        registry: &Registry,
        unused: impl Fn(&str) -> String,
    ) -> anyhow::Result<()> {
        let wanted = registry.find(&self.plugin)?.info.id.clone();
        let mut used = false;
        for entry in entries.filter(|entry| entry.is(&wanted, registry)) {
            let mut full = entry.full();
            full.settings.insert(self.key.clone(), self.value.clone());
            *entry = Entry::Full(full);
            used = true;
        }
        if !used {
            let why = unused(&wanted);
            bail!(WrongCall(format!(
                "--set {}.{}: {why}",
                self.plugin, self.key
            )));
        }
        Ok(())
    }
}

pub(in crate::cli) fn plugin_setting(text: &str) -> Result<PluginSetting, String> {
    let (name, value) = parse_pair(text)?;
    // A plugin's id may hold points, a setting's key follows the last one.
    match name.rsplit_once('.') {
        Some((plugin, key)) if !plugin.is_empty() && !key.is_empty() => Ok(PluginSetting {
            plugin: plugin.to_owned(),
            key: key.to_owned(),
            value,
        }),
        _ => Err(format!(
            "{text:?} is not PLUGIN.KEY=VALUE, such as deskew.most=5"
        )),
    }
}

fn dpi(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (10.0..=2400.0).contains(&value) => Ok(value),
        _ => Err("expected a number from 10 to 2400".into()),
    }
}

pub(in crate::cli) fn positive(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(value) if value > 0 => Ok(value),
        _ => Err("expected a whole number of at least 1".into()),
    }
}

/// The sizes that --min-pixels and --max-pixels leave.
pub(in crate::cli) fn pixel_limits(
    min_pixels: usize,
    max_pixels: usize,
) -> Result<PixelLimits, WrongCall> {
    if min_pixels == 0 || min_pixels > max_pixels {
        return Err(WrongCall(format!(
            "no image has at least {min_pixels} and at most {max_pixels} pixels; give 0 < --min-pixels <= --max-pixels"
        )));
    }
    Ok(PixelLimits {
        min_pixels,
        max_pixels,
    })
}

impl InferArgs {
    pub(super) fn prompt_text(&self, plan: &Plan) -> PromptText {
        if let Some(raw) = &self.raw_prompt {
            return PromptText::Raw(raw.clone());
        }
        if let Some(text) = &self.prompt {
            return PromptText::Text(text.clone());
        }
        self.task
            .map_or_else(|| plan.prompt_text(), PromptText::Task)
    }

    pub(super) fn sampling(&self) -> SamplerConfig {
        let asked = self.temperature.is_some() || self.top_p.is_some() || self.top_k.is_some();
        SamplerConfig {
            strategy: match (asked, self.temperature) {
                // A temperature of 0 is the usual way to ask for the likeliest token.
                (false, _) | (true, Some(0.0)) => Strategy::Greedy,
                _ => Strategy::Sample {
                    temperature: self.temperature.unwrap_or(1.0),
                    top_k: self.top_k,
                    top_p: self.top_p.unwrap_or(1.0),
                    seed: self.seed,
                },
            },
            repetition_penalty: self.repetition_penalty,
        }
    }

    /// The file or folder that `--out` names; `-` is the standard output.
    pub(super) fn out(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The form of output, and the one file that takes all of it, if `--out` names one.
    pub(super) fn output(&self) -> Result<(Format, Option<&Path>), WrongCall> {
        let file = self.out().filter(|path| !names_folder(path));
        let ending = file
            .and_then(Path::extension)
            .map(|e| e.to_ascii_lowercase());
        let of_ending = ending.and_then(|ending| {
            let is_its = |format: &Format| ending == format.extension();
            Format::ALL.into_iter().find(is_its)
        });
        match (self.format, of_ending) {
            (Some(wanted), Some(named)) if wanted != named => Err(WrongCall(format!(
                "--out {} ends as {} does, and --format is {}; hint: leave --format out, or end the name in .{}",
                file.unwrap_or(Path::new("")).display(),
                named.name(),
                wanted.name(),
                wanted.extension()
            ))),
            (_, Some(named)) => Ok((named, file)),
            (wanted, None) => {
                if let Some(folder) = self.out() {
                    check_folder("--out", folder, FILE_ENDINGS)?;
                }
                Ok((wanted.unwrap_or_default(), None))
            }
        }
    }

    /// The pipeline of `source`, as this call wants it: its settings, and what the form of output needs.
    pub(super) fn plan(
        &self,
        source: &PlanSource,
        format: Format,
        registry: &Registry,
    ) -> anyhow::Result<Plan> {
        let mut plan = Plan::load(source)?;
        if self.no_repetition_guard || self.ignore_eos {
            plan.post.retain(|entry| !entry.is(GUARD, registry));
        }
        plan.suit(format, registry);
        for setting in &self.set {
            setting.apply(plan.pre.iter_mut().chain(&mut plan.post), registry, |id| {
                format!("the pipeline {} does not use {id}", self.pipeline)
            })?;
        }
        Ok(plan)
    }

    pub(super) fn read_options(
        &self,
        limits: PixelLimits,
        plan: &Plan,
    ) -> anyhow::Result<ReadOptions> {
        let limits = pixel_limits(
            self.min_pixels.unwrap_or(limits.min_pixels),
            self.max_pixels.unwrap_or(limits.max_pixels),
        )?;
        Ok(ReadOptions {
            prompt: self.prompt_text(plan),
            max_new_tokens: self.max_new_tokens,
            sampling: self.sampling(),
            ignore_eos: self.ignore_eos,
            stop_loops: !self.no_repetition_guard && !self.ignore_eos,
            limits: Some(limits),
        })
    }
}
