//! Plugins looked into, added and removed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkstone::plugin::{Origin, Plugin};

use super::Worker;
use crate::state::extend::{ExtendEvent, Failure};

impl Worker {
    /// Looks into a file without adding it.
    pub(super) fn check(&mut self, file: &Path) -> Result<Plugin, Failure> {
        let failure = |text: String| Failure {
            text,
            trace: Vec::new(),
        };
        let registry = self.registry().map_err(failure)?;
        let origin = Origin::File(file.to_owned());
        Plugin::from_file(registry.runtime(), file, origin).map_err(|error| Failure::from(&error))
    }

    /// Adds a file, if it is still the one that was looked into.
    pub(super) fn add(&mut self, file: &Path, sha256: &str) {
        let added = self.try_to_add(file, sha256);
        match added {
            Ok((plugin, path)) => {
                self.list();
                let key = path.display().to_string();
                self.tell(ExtendEvent::Added(key, plugin.label()));
            }
            Err(failure) => self.tell(ExtendEvent::Failed(failure)),
        }
    }

    /// Removes a file of the folder.
    pub(super) fn remove(&mut self, file: &Path, label: String) {
        let removed = match self.registry() {
            Ok(registry) => {
                let removed = registry.remove(&file.display().to_string());
                removed.map(drop).map_err(|error| error.to_string())
            }
            Err(error) => Err(error),
        };
        match removed {
            Ok(()) => self.tell(ExtendEvent::Removed(label)),
            Err(error) => self.failed(error),
        }
        self.list();
    }

    fn try_to_add(&mut self, file: &Path, sha256: &str) -> Result<(Arc<Plugin>, PathBuf), Failure> {
        let failure = |text: String| Failure {
            text,
            trace: Vec::new(),
        };
        if self.check(file)?.sha256 != sha256 {
            return Err(failure(format!(
                "{} has changed since it was looked into\nhint: add it again",
                file.display()
            )));
        }
        let registry = self.registry().map_err(failure)?;
        let added = registry.add(file, true);
        added.map_err(|error| failure(error.to_string()))
    }
}
