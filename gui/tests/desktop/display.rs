//! A display without a screen.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

/// An X server of its own for a test, ended with it.
pub struct Display {
    server: Child,
    /// What `DISPLAY` has to be.
    pub name: String,
}

impl Display {
    /// Starts one; none where there is no Xvfb, which is said.
    pub fn start() -> Option<Self> {
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x900x24"])
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut server) = server else {
            let required = std::env::var_os("INKSTONE_REQUIRE_XVFB").is_some();
            assert!(
                !required,
                "INKSTONE_REQUIRE_XVFB is set and there is no Xvfb"
            );
            // Past the capture of the test harness: nobody should take this for a test.
            let text =
                "NOT TRIED: the window, no Xvfb here (Debian: apt install xvfb libgl1-mesa-dri)\n";
            std::io::stderr().write_all(text.as_bytes()).unwrap();
            return None;
        };
        let mut number = String::new();
        let stdout = server.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb does not start");
        let name = format!(":{}", number.trim());
        Some(Self { server, name })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
