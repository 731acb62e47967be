//! The simulator's library, opened as a program opens CANN's.

use std::ffi::{CString, c_char, c_void};
use std::ptr;

use libloading::Library;

/// Any handle.
pub type Handle = *mut c_void;

/// Phase 1 of any operator. The System V and the AArch64 conventions pass integers and pointers in one row of registers and stack slots, and
/// floats in another, each in order: an operator that has fewer of them, or narrower ones, finds its own where it looks for them.
type Prepare = unsafe extern "C" fn(
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    i64,
    f64,
    f64,
    f64,
    f64,
) -> i32;

/// Integers that [`Prepare`] takes, with workspace and executor.
const INTEGERS: usize = 12;
/// Floats that it takes.
const FLOATS: usize = 4;

/// The library with a device and a stream.
pub struct Sim {
    library: Library,
    stream: Handle,
}

impl Sim {
    /// Opens the library on a device of this name. Once in a process, before others start.
    pub fn open(soc: &str) -> Self {
        // SAFETY: the process has no other thread that reads the environment now.
        unsafe { std::env::set_var("ASCEND_SIM_SOC", soc) };
        let path = cann_sim::install::built().unwrap();
        // SAFETY: this repository's library, which runs nothing when it is opened.
        let library = unsafe { Library::new(path) }.unwrap();
        let mut sim = Self {
            library,
            stream: ptr::null_mut(),
        };
        // SAFETY: the C prototypes.
        unsafe {
            let init: unsafe extern "C" fn(*const c_char) -> i32 = sim.symbol("aclInit");
            let device: unsafe extern "C" fn(i32) -> i32 = sim.symbol("aclrtSetDevice");
            let stream: unsafe extern "C" fn(*mut Handle) -> i32 = sim.symbol("aclrtCreateStream");
            assert_eq!(init(ptr::null()), 0);
            assert_eq!(device(0), 0);
            assert_eq!(stream(&mut sim.stream), 0);
        }
        sim
    }

    /// A function. The caller says of which type.
    pub fn symbol<F: Copy>(&self, name: &str) -> F {
        // SAFETY: the type is the C prototype's.
        *unsafe { self.library.get(name.as_bytes()) }.unwrap_or_else(|error| panic!("{error}"))
    }

    /// A counter.
    pub fn counter(&self, name: &str) -> u64 {
        let name = CString::new(name).unwrap();
        let counter: unsafe extern "C" fn(*const c_char) -> u64 = self.symbol("cann_sim_counter");
        // SAFETY: text that ends with nul.
        unsafe { counter(name.as_ptr()) }
    }

    /// Phase 1 of an operator: its number, bytes of workspace and the executor.
    pub fn prepare(&self, op: &str, integers: &[i64], floats: &[f64]) -> (i32, u64, Handle) {
        let (mut workspace, mut executor) = (0_u64, ptr::null_mut::<c_void>());
        let mut rows = ([0_i64; INTEGERS], [0.0_f64; FLOATS]);
        rows.0[..integers.len()].copy_from_slice(integers);
        rows.0[integers.len()] = (&raw mut workspace) as i64;
        rows.0[integers.len() + 1] = (&raw mut executor) as i64;
        rows.1[..floats.len()].copy_from_slice(floats);
        let ([a, b, c, d, e, f, g, h, i, j, k, l], [p, q, r, s]) = rows;
        let prepare: Prepare = self.symbol(&format!("aclnn{op}GetWorkspaceSize"));
        // SAFETY: see `Prepare`; the case has the arguments of the prototype.
        let code = unsafe { prepare(a, b, c, d, e, f, g, h, i, j, k, l, p, q, r, s) };
        (code, workspace, executor)
    }

    /// Phase 2, and waiting for its end.
    pub fn execute(&self, op: &str, workspace: u64, executor: Handle) -> i32 {
        let memory = self.memory(&vec![0; workspace as usize]);
        let run: unsafe extern "C" fn(Handle, u64, Handle, Handle) -> i32 =
            self.symbol(&format!("aclnn{op}"));
        // SAFETY: the executor is phase 1's, the workspace as large as it asked for.
        let launched = unsafe { run(memory, workspace, executor, self.stream) };
        let ended = self.synchronize();
        self.free(memory);
        if launched == 0 { ended } else { launched }
    }

    /// Waits for the stream.
    pub fn synchronize(&self) -> i32 {
        let wait: unsafe extern "C" fn(Handle) -> i32 = self.symbol("aclrtSynchronizeStream");
        // SAFETY: the stream is live.
        unsafe { wait(self.stream) }
    }

    /// A piece of device memory with these bytes; null for none.
    pub fn memory(&self, bytes: &[u8]) -> Handle {
        if bytes.is_empty() {
            return ptr::null_mut();
        }
        let mut memory = ptr::null_mut();
        let allocate: unsafe extern "C" fn(*mut Handle, usize, i32) -> i32 =
            self.symbol("aclrtMalloc");
        // SAFETY: `memory` is written.
        assert_eq!(unsafe { allocate(&mut memory, bytes.len(), 0) }, 0);
        self.copy(memory, bytes.as_ptr().cast_mut().cast(), bytes.len(), 1);
        memory
    }

    /// Its bytes.
    pub fn read(&self, memory: Handle, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        if count > 0 {
            self.copy(bytes.as_mut_ptr().cast(), memory, count, 2);
        }
        bytes
    }

    fn copy(&self, to: Handle, from: Handle, count: usize, kind: i32) {
        let copy: unsafe extern "C" fn(Handle, usize, Handle, usize, i32) -> i32 =
            self.symbol("aclrtMemcpy");
        // SAFETY: both sides have `count` bytes.
        assert_eq!(unsafe { copy(to, count, from, count, kind) }, 0);
    }

    /// Gives it back.
    pub fn free(&self, memory: Handle) {
        let free: unsafe extern "C" fn(Handle) -> i32 = self.symbol("aclrtFree");
        if !memory.is_null() {
            // SAFETY: from `aclrtMalloc`, and no longer used.
            unsafe { free(memory) };
        }
    }
}
