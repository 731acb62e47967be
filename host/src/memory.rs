//! Memory of this process, as far as the system tells.

/// Most memory that the process has held so far, or since the last [`reset_peak`], in bytes; only Linux tells.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// Memory that the process holds, in bytes; only Linux tells.
pub(crate) fn resident() -> Option<u64> {
    status("VmRSS:")
}

/// Makes [`peak`] start from what is held now. Whether that worked: not every system lets a process do so.
pub(crate) fn reset_peak() -> bool {
    // 5 resets the peak of resident memory, proc_pid_clear_refs(5).
    cfg!(target_os = "linux") && std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

fn status(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(key))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
