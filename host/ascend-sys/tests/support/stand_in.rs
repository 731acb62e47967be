//! Tiny shared libraries that stand in for those of CANN, compiled from a few lines of C.

use std::path::{Path, PathBuf};
use std::process::Command;

use inkstone_ascend_sys::Environment;

/// What the runtime of a stand-in answers.
pub struct Runtime {
    /// What `aclrtGetVersion` returns.
    pub code: i32,
    /// Whether it writes the version before.
    pub writes: bool,
    /// What `aclsysGetCANNVersion` tells; none: not exported.
    pub cann: Option<&'static str>,
    /// What `aclsysGetVersionStr` tells; none: not exported.
    pub string: Option<&'static str>,
    /// Whether it exports the simulator's mark.
    pub simulator: bool,
    /// How many devices it counts.
    pub devices: u32,
    /// What `aclrtSetDevice` returns.
    pub set_device: i32,
    /// Functions that it does not export.
    pub without: &'static [&'static str],
}

/// CANN 8.1 in full.
pub const WHOLE: Runtime = Runtime {
    code: 0,
    writes: true,
    cann: Some("8.1.RC1"),
    string: None,
    simulator: false,
    devices: 1,
    set_device: 0,
    without: &[],
};

/// Functions of the runtime that only need to be there.
const RUNTIME: [&str; 12] = [
    "aclInit",
    "aclrtCreateStream",
    "aclrtDestroyStream",
    "aclrtSynchronizeStream",
    "aclrtMalloc",
    "aclrtFree",
    "aclrtMallocHost",
    "aclrtFreeHost",
    "aclrtMemcpy",
    "aclrtMemcpyAsync",
    "aclrtMemsetAsync",
    "aclDataTypeSize",
];

/// acl_meta's.
pub const META: [&str; 8] = [
    "aclCreateTensor",
    "aclDestroyTensor",
    "aclCreateScalar",
    "aclDestroyScalar",
    "aclCreateIntArray",
    "aclDestroyIntArray",
    "aclCreateTensorList",
    "aclDestroyTensorList",
];

/// The operators of a stand-in.
pub const OPERATORS: [&str; 2] = ["aclnnInplaceCopyGetWorkspaceSize", "aclnnInplaceCopy"];

impl Runtime {
    /// Its C source.
    pub fn source(&self) -> String {
        let mut text = String::from("#include <string.h>\n");
        let mut add = |name: &str, code: String| {
            if !self.without.contains(&name) {
                text.push_str(&code);
                text.push('\n');
            }
        };
        let writes = if self.writes {
            "*a = 1; *b = 14; *c = 0;"
        } else {
            ""
        };
        let code = self.code;
        add(
            "aclrtGetVersion",
            format!("int aclrtGetVersion(int *a, int *b, int *c) {{ {writes} return {code}; }}"),
        );
        add(
            "aclGetRecentErrMsg",
            "const char *aclGetRecentErrMsg(void) { return \"EZ9999: told once\"; }".to_owned(),
        );
        add(
            "aclrtGetSocName",
            "const char *aclrtGetSocName(void) { return \"Ascend910B4\"; }".to_owned(),
        );
        if let Some(version) = self.cann {
            add(
                "aclsysGetCANNVersion",
                format!(
                    "int aclsysGetCANNVersion(int name, char *v) {{ if (name != 0) return 1; strcpy(v, \"{version}\"); return 0; }}"
                ),
            );
        }
        if let Some(version) = self.string {
            add(
                "aclsysGetVersionStr",
                format!(
                    "int aclsysGetVersionStr(char *p, char *v) {{ strcpy(v, \"{version}\"); return strcmp(p, \"runtime\"); }}"
                ),
            );
        }
        let Self {
            devices,
            set_device,
            ..
        } = self;
        add(
            "aclrtGetDeviceCount",
            format!("int aclrtGetDeviceCount(unsigned *n) {{ *n = {devices}; return 0; }}"),
        );
        add(
            "aclrtSetDevice",
            format!("int aclrtSetDevice(int d) {{ return {set_device}; }}"),
        );
        let memory = "int aclrtGetMemInfo(int kind, size_t *f, size_t *t) { *f = 3; *t = 5; return kind != 1; }";
        add("aclrtGetMemInfo", memory.to_owned());
        if self.simulator {
            add(
                "cann_sim_version",
                "const char *cann_sim_version(void) { return \"1\"; }".to_owned(),
            );
        }
        RUNTIME.iter().for_each(|name| add(name, exported(name)));
        text
    }
}

fn exported(name: &str) -> String {
    format!("int {name}(void) {{ return 0; }}")
}

/// The C source of a library that exports `names`.
pub fn exporting(names: &[&str]) -> String {
    names.iter().map(|name| exported(name) + "\n").collect()
}

/// Compiles `source` into `directory/name`. The compiler is the one that the workspace needs anyway.
pub fn compile(directory: &Path, name: &str, source: &str) -> PathBuf {
    std::fs::create_dir_all(directory).unwrap();
    let file = directory.join(format!("{name}.c"));
    std::fs::write(&file, source).unwrap();
    let library = directory.join(name);
    let output = Command::new("cc")
        .args(["-shared", "-fPIC", "-w", "-fno-builtin", "-o"])
        .arg(&library)
        .arg(&file)
        .output()
        .unwrap_or_else(|error| panic!("cannot run cc: {error}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    library
}

/// A toolkit in `home`: the runtime, acl_meta, and the operators under each of `opapi`'s names.
pub fn toolkit(home: &Path, runtime: &Runtime, opapi: &[(&str, &[&str])]) {
    let lib64 = home.join("lib64");
    compile(&lib64, "libascendcl.so", &runtime.source());
    compile(&lib64, "libnnopbase.so", &exporting(&META));
    for (name, operators) in opapi {
        compile(&lib64, name, &exporting(operators));
    }
}

/// An environment in which only `ASCEND_HOME_PATH` is set.
pub fn home(path: &Path) -> Environment {
    Environment {
        home_path: Some(path.to_owned()),
        ..Environment::default()
    }
}
