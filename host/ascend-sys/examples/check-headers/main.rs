//! Compares our declarations with the headers of a CANN toolkit, or with the `acl/*.h` of the torch-npu package:
//! `cargo run -p inkstone-ascend-sys --example check-headers -- DIR`. The compiler is the judge: `CXX`, or `c++`.

mod compare;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
usage: check-headers DIR

Compares what include/inkstone_ascend.h declares with the headers of CANN anywhere under DIR: the types of functions, the values of
constants and the layout of structs. Exits with 1 where something differs, with 2 where nothing could be compared.

examples:
  check-headers /usr/local/Ascend/ascend-toolkit/latest/include
  pip download torch-npu==2.7.1 --no-deps && python -m zipfile -e torch_npu-*.whl wheel
  check-headers wheel/torch_npu/include/third_party/acl/inc       (AscendCL alone: it has no header of an operator)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [directory] = &arguments[..] else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if directory == "--help" || directory == "-h" {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match compare::compare(Path::new(directory)) {
        Ok(outcome) => {
            print!("{outcome}");
            ExitCode::from(u8::from(!outcome.differs.is_empty()))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
