//! Which kernels ran.

use inkstone_kernels::cpu::{Cpu, Isa, IsaError};

/// Fails where `INKSTONE_REQUIRE_ISA` (names separated by commas) has an instruction set that the other tests cannot run here.
#[test]
fn required_instruction_sets_run() {
    let available = Isa::available();
    for isa in &available {
        let cpu = Cpu::new(*isa, 1).unwrap();
        let mut x = [1.0];
        inkstone_kernels::cpu::softmax_rows(&cpu, &mut x, 1, 1);
        assert_eq!(x, [1.0]);
        println!("kernels ran: {isa}");
    }
    let required = std::env::var("INKSTONE_REQUIRE_ISA").unwrap_or_default();
    for name in required.split(',').filter(|name| !name.is_empty()) {
        let isa: Isa = name.trim().parse().unwrap();
        assert!(available.contains(&isa), "kernels did not run: {isa}");
    }
}

#[test]
fn names() {
    for isa in Isa::available() {
        assert_eq!(isa.to_string().parse(), Ok(isa));
    }
    assert!(Isa::available().is_sorted_by(|a, b| a > b));
    assert_eq!(Isa::available().last(), Some(&Isa::Portable));
    let error = "sse9".parse::<Isa>().unwrap_err();
    assert!(matches!(error, IsaError::Unknown { .. }));
    assert!(error.to_string().contains("portable"), "{error}");
}

#[test]
fn missing_instructions_are_refused() {
    for isa in [Isa::Avx512, Isa::Avx2, Isa::Portable] {
        let present = Isa::available().contains(&isa);
        match Cpu::new(isa, 2) {
            Ok(cpu) => assert!(present && cpu.isa() == isa && cpu.threads() == 2),
            Err(error) => assert!(!present && error == IsaError::Missing { isa }),
        }
    }
}
