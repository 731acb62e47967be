//! The CANN simulator for tests: installed into a folder of its own, for a process of its own.

use std::path::Path;
use std::process::Command;

use cann_sim::install::{Toolkit, built, install};
use tempfile::TempDir;

/// A simulated installation of CANN, which ends with this value.
pub struct Installation {
    home: TempDir,
}

impl Installation {
    /// Installs the simulator that was built with this test as the given version.
    pub fn new(toolkit: Toolkit) -> Self {
        let library =
            built().expect("cargo builds libcann_sim.so for the packages that depend on it");
        let home = tempfile::tempdir().expect("a folder can be made");
        install(&library, home.path(), toolkit).expect("the simulator can be installed");
        Self { home }
    }

    /// What `ASCEND_HOME_PATH` is to be.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Lets a program find this installation and no other, with the variables of the simulator that are given and no others.
    pub fn show<'a>(
        &self,
        command: &'a mut Command,
        variables: &[(&str, &str)],
    ) -> &'a mut Command {
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| name.to_string_lossy().contains("ASCEND")) {
            command.env_remove(name);
        }
        command
            .env("ASCEND_HOME_PATH", self.home())
            .envs(variables.iter().copied())
    }
}
