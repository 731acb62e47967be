//! The environment variables that control the simulator. Read once, at the first call.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::soc::Soc;

/// When a stream's worker runs what is queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// At once.
    None,
    /// At once, after a random pause before each task.
    Random,
    /// Not before a synchronisation, a query or a full queue asks for it, and then after random pauses.
    Sync,
}

/// One call, or one task, that shall fail: `FUNCTION:N:CODE`, or `FUNCTION@run:N:CODE` for the task on the device.
#[derive(Clone, Debug)]
pub struct Injection {
    /// Name of the C function.
    pub function: String,
    /// Whether the task fails rather than the call.
    pub run: bool,
    /// Which call or task, from 1; 0: each.
    pub nth: u64,
    /// What it returns.
    pub code: i32,
}

/// What the variables say.
#[derive(Debug)]
pub struct Config {
    /// `ASCEND_SIM_SOC`.
    pub soc: Soc,
    /// `ASCEND_SIM_MEM_MB`, in bytes, of each device.
    pub memory: u64,
    /// `ASCEND_SIM_DEVICES`.
    pub devices: i32,
    /// `ASCEND_SIM_DELAY`.
    pub delay: Delay,
    /// `ASCEND_SIM_FAIL`.
    pub injections: Vec<Injection>,
    /// `ASCEND_SIM_STRICT`.
    pub strict: bool,
    /// `ASCEND_SIM_TRACE`.
    pub trace: Option<PathBuf>,
}

/// The configuration. A value that cannot be read ends the process, as a test that does not get what it asked for tests nothing.
pub fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let read = read(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        read.unwrap_or_else(|message| {
            eprintln!("cann-sim: {message}");
            std::process::abort();
        })
    })
}

fn read(get: impl Fn(&str) -> Option<String>) -> Result<Config, String> {
    let number = |name: &str, default: u64| match get(name) {
        None => Ok(default),
        Some(text) => text
            .parse()
            .map_err(|_| format!("{name}={text} is no number")),
    };
    let soc = get("ASCEND_SIM_SOC").unwrap_or_else(|| "Ascend910B4".to_owned());
    let delay = get("ASCEND_SIM_DELAY");
    Ok(Config {
        soc: Soc::of(&soc).ok_or_else(|| {
            format!("ASCEND_SIM_SOC={soc} is not known\nhint: Ascend910B4, Ascend910_9392 or Ascend310P3, for example")
        })?,
        memory: number("ASCEND_SIM_MEM_MB", 4096)? << 20,
        devices: number("ASCEND_SIM_DEVICES", 1)? as i32,
        delay: match delay.as_deref() {
            None | Some("none") => Delay::None,
            Some("random") => Delay::Random,
            Some("sync") => Delay::Sync,
            Some(other) => {
                return Err(format!(
                    "ASCEND_SIM_DELAY={other} is not known\nhint: none, random or sync"
                ));
            }
        },
        injections: match get("ASCEND_SIM_FAIL") {
            None => Vec::new(),
            Some(text) => text
                .split(',')
                .map(|part| {
                    injection(part).ok_or_else(|| {
                        format!("ASCEND_SIM_FAIL={part} is not understood\nhint: FUNCTION:N:CODE, such as aclrtMalloc:2:207001")
                    })
                })
                .collect::<Result<_, _>>()?,
        },
        strict: get("ASCEND_SIM_STRICT").is_some_and(|value| value != "0"),
        trace: get("ASCEND_SIM_TRACE").map(PathBuf::from),
    })
}

fn injection(text: &str) -> Option<Injection> {
    let mut parts = text.trim().split(':');
    let (function, nth, code) = (parts.next()?, parts.next()?, parts.next()?);
    let (function, run) = match function.strip_suffix("@run") {
        Some(function) => (function, true),
        None => (function, false),
    };
    let injection = Injection {
        function: function.to_owned(),
        run,
        nth: nth.parse().ok()?,
        code: code.parse().ok()?,
    };
    parts.next().is_none().then_some(injection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_a_default() {
        let config = read(|_| None).unwrap();
        assert_eq!(config.soc.name, "Ascend910B4");
        assert_eq!(config.memory, 4 << 30);
        assert_eq!(config.delay, Delay::None);
    }

    #[test]
    fn failures_name_calls_and_tasks() {
        let config = read(|name| {
            (name == "ASCEND_SIM_FAIL")
                .then(|| "aclrtMalloc:2:207001,aclnnExp@run:1:507015".to_owned())
        })
        .unwrap();
        let [call, task] = &config.injections[..] else {
            panic!("{:?}", config.injections);
        };
        assert_eq!(
            (call.function.as_str(), call.run, call.nth, call.code),
            ("aclrtMalloc", false, 2, 207_001)
        );
        assert_eq!((task.function.as_str(), task.run), ("aclnnExp", true));
    }

    #[test]
    fn words_that_are_not_understood_are_refused() {
        for (name, value) in [
            ("ASCEND_SIM_SOC", "Ascend910A"),
            ("ASCEND_SIM_DELAY", "slow"),
            ("ASCEND_SIM_MEM_MB", "much"),
            ("ASCEND_SIM_FAIL", "aclrtMalloc"),
        ] {
            let error = read(|asked| (asked == name).then(|| value.to_owned())).unwrap_err();
            assert!(error.contains(value), "{error}");
        }
    }
}
