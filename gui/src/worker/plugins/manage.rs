//! Plugins looked into, added and removed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkstone::plugin::{Origin, Plugin};

use super::Worker;
use crate::state::Fault;
use crate::state::extend::{ExtendEvent, Failure};

impl Worker {
    /// Looks into a file without adding it.
    pub(super) fn check(&mut self, file: &Path) -> Result<Plugin, Failure> {
        let registry = self.registry().map_err(Fault::from)?;
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
                removed.map(drop).map_err(Fault::of)
            }
            Err(text) => Err(text.into()),
        };
        match removed {
            Ok(()) => self.tell(ExtendEvent::Removed(label)),
            Err(fault) => self.failed(fault),
        }
        self.list();
    }

    fn try_to_add(&mut self, file: &Path, sha256: &str) -> Result<(Arc<Plugin>, PathBuf), Failure> {
        if self.check(file)?.sha256 != sha256 {
            let text = format!(
                "{} has changed since it was looked into\nhint: add it again",
                file.display()
            );
            return Err(Fault::from(text).into());
        }
        let registry = self.registry().map_err(Fault::from)?;
        let added = registry.add(file, true);
        added.map_err(|error| Fault::of(error).into())
    }
}
