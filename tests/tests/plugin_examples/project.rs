//! Builds a project that `inkstone plugin new` wrote, as its README says, after its own tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use inkstone::plugin::Language;
use inkstone_tests::path;

use crate::{output, step};

/// Tests and builds the project, with what the example of its language left in `folder`; the component.
pub fn build(project: &Path, language: Language, folder: &Path) -> PathBuf {
    match language {
        Language::Rust => return rust(project, &folder.join("cargo")),
        Language::Python => {
            step(command("python3", project).args(["-m", "unittest"]));
            let tools = folder.join("tools/python");
            step(command("sh", project).arg("build.sh").env("TOOLS", tools));
        }
        Language::C => {
            let tools = folder.join("tools/python");
            step(command("sh", project).arg("build.sh").env("TOOLS", tools));
        }
        Language::JavaScript => {
            let install = ["install", "--prefer-offline", "--no-audit", "--no-fund"];
            step(command("npm", project).args(install));
            step(command("npm", project).arg("test"));
            step(command("npm", project).args(["run", "build"]));
        }
    }
    project.join("right-digits.wasm")
}

fn command(program: &str, project: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project);
    command
}

/// What a command prints, without its line end.
fn printed(command: &mut Command) -> String {
    let output = output(command);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {told}");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
}

/// With rustup's target where it is installed, else as `plugins/tools/wasm-sdk.sh` says.
fn rust(project: &Path, target_folder: &Path) -> PathBuf {
    let cargo = |target: &Path| {
        let mut cargo = command("cargo", project);
        // Cargo tells the programs that it runs what it was told itself; that is not meant for the project.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_")) && name != "CARGO_HOME"
            {
                cargo.env_remove(name);
            }
        }
        cargo.env("CARGO_TARGET_DIR", target);
        cargo
    };
    step(cargo(target_folder).args(["test", "--quiet"]));
    let sysroot = printed(command("rustc", project).args(["--print", "sysroot"]));
    let libraries = Path::new(&sysroot).join("lib/rustlib");
    let installed = ["wasm32-wasip2", "wasm32-unknown-unknown"]
        .into_iter()
        .find(|target| libraries.join(target).join("lib").is_dir());
    let target = installed.unwrap_or("wasm32-unknown-unknown");
    let mut build = cargo(target_folder);
    build.args(["build", "--release", "--target", target]);
    if installed.is_none() {
        let compiler = printed(&mut Command::new(path("../plugins/tools/wasm-sdk.sh")));
        let version = printed(command("rustc", project).arg("-vV"));
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        let linkers = libraries.join(host.expect("a host")).join("bin");
        let others = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(linkers).chain(std::env::split_paths(&others));
        build
            .args(["-Z", "build-std=std,panic_abort"])
            .env("PATH", std::env::join_paths(folders).expect("a path"))
            .env("RUSTC", compiler)
            .env("RUSTC_BOOTSTRAP", "1");
    }
    step(&mut build);
    target_folder.join(target).join("release/right_digits.wasm")
}
