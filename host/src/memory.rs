//! Memory of this process and of the machine, as far as the system tells.

/// Most memory that the process has held so far, or since the last [`reset_peak`], in bytes; only Linux tells.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// Memory that the process holds, in bytes; only Linux tells.
pub(crate) fn resident() -> Option<u64> {
    status("VmRSS:")
}

/// Memory of the machine that can be had without swapping, in bytes; only Linux tells.
pub fn available() -> Option<u64> {
    kib_in("/proc/meminfo", "MemAvailable:")
}

/// Makes [`peak`] start from what is held now. Whether that worked: not every system lets a process do so.
pub(crate) fn reset_peak() -> bool {
    // 5 resets the peak of resident memory, proc_pid_clear_refs(5).
    cfg!(target_os = "linux") && std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

fn status(key: &str) -> Option<u64> {
    kib_in("/proc/self/status", key)
}

/// A line of a file of the system's that gives a number of KiB, in bytes.
fn kib_in(path: &str, key: &str) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix(key))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
