//! The handle that every kernel takes: instructions, and a pool of threads built for calls of a tenth of a millisecond.
//!
//! A decoded token runs some 130 kernels, each a fraction of a millisecond long, so handing work over must cost about a
//! microsecond: workers spin for [`SPIN`] after their last job before they park. A worker joins a job only while it is open, so one
//! that wakes late, or that the system does not schedule, is not waited for.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, TryLockError};
use std::thread::Thread;
use std::time::{Duration, Instant};

use super::isa::{Isa, IsaError};
use super::simd::{Portable, Vectorised};

/// How long a thread without work spins before it parks.
const SPIN: Duration = Duration::from_micros(50);

const MAX_THREADS: usize = 1024;

/// Everything a kernel call needs: which instructions, which threads. Cheap to clone.
///
/// Any number of threads may use one `Cpu` at the same time: the first has the pool, the others compute on their own thread alone.
#[derive(Clone, Debug)]
pub struct Cpu {
    isa: Isa,
    pool: Arc<Pool>,
}

thread_local! {
    /// Whether this thread's kernels keep to it.
    static ALONE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with every kernel that it calls on this thread alone, without the pool: for callers that keep all cores busy by themselves.
pub fn alone<R>(work: impl FnOnce() -> R) -> R {
    /// Puts back what was so before, also where `work` panics.
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            ALONE.set(self.0);
        }
    }
    let _before = Before(ALONE.replace(true));
    work()
}

static CONFIGURED_THREADS: AtomicUsize = AtomicUsize::new(0);
static GLOBAL: OnceLock<Cpu> = OnceLock::new();

impl Cpu {
    /// A handle with a pool of its own: `threads` counts the caller, so `threads - 1` are started (at least none, at most 1023).
    ///
    /// # Errors
    /// [`IsaError::Missing`] when this machine lacks the instructions.
    pub fn new(isa: Isa, threads: usize) -> Result<Cpu, IsaError> {
        if !isa.is_present() {
            return Err(IsaError::Missing { isa });
        }
        let pool = Arc::new(Pool::new(threads.clamp(1, MAX_THREADS)));
        Ok(Cpu { isa, pool })
    }

    /// The handle of the whole program, made on first use.
    ///
    /// The environment variable `INKSTONE_ISA` (`avx512`, `avx2`, `portable`) forces the instructions, `INKSTONE_THREADS` the number
    /// of threads; by default the best instructions and one thread per physical core. What is invalid there counts as unset:
    /// see [`Cpu::check_env`].
    pub fn global() -> &'static Cpu {
        GLOBAL.get_or_init(|| {
            let isa = isa_from_env().ok().flatten().unwrap_or(Isa::available()[0]);
            let threads = threads_from_env()
                .ok()
                .flatten()
                .or(Some(CONFIGURED_THREADS.load(Ordering::Relaxed)).filter(|&n| n > 0))
                .unwrap_or_else(default_threads);
            Cpu {
                isa,
                pool: Arc::new(Pool::new(threads)),
            }
        })
    }

    /// Sets the number of threads of [`Cpu::global`], unless `INKSTONE_THREADS` does. False if it comes too late: after its first use.
    pub fn configure_global(threads: usize) -> bool {
        CONFIGURED_THREADS.store(threads.clamp(1, MAX_THREADS), Ordering::Relaxed);
        GLOBAL.get().is_none()
    }

    /// Whether `INKSTONE_ISA` and `INKSTONE_THREADS` are valid on this machine.
    ///
    /// # Errors
    /// What is wrong with the first that is not; [`Cpu::global`] ignores that variable.
    pub fn check_env() -> Result<(), IsaError> {
        isa_from_env()?;
        threads_from_env()?;
        Ok(())
    }

    /// The instructions that kernels use.
    pub fn isa(&self) -> Isa {
        self.isa
    }

    /// Threads that a kernel runs on, the caller's included.
    pub fn threads(&self) -> usize {
        self.pool.workers.len() + 1
    }

    /// Runs `kernel` compiled for the instructions of this handle.
    #[inline]
    pub(crate) fn dispatch<K: Vectorised>(&self, kernel: K) -> K::Output {
        match self.isa {
            Isa::Portable => kernel.run(Portable),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a `Cpu` exists only with instructions that `Isa::is_present` found on this machine.
            Isa::Avx2 => unsafe { super::simd::run_avx2(kernel) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Isa::Avx512 => unsafe { super::simd::run_avx512(kernel) },
            #[cfg(not(target_arch = "x86_64"))]
            Isa::Avx2 | Isa::Avx512 => unreachable!("never present on this architecture"),
        }
    }

    /// Calls `task` with every number below `tasks`, each once, on the threads of the pool; returns when all are done.
    ///
    /// A panic in a task is passed on to the caller once all threads have left the job; tasks not begun by then are dropped.
    pub(crate) fn parallel(&self, tasks: usize, task: impl Fn(usize) + Sync) {
        self.pool.run(tasks, &task);
    }

    /// [`Cpu::parallel`] with each task compiled for the instructions of this handle.
    #[inline]
    pub(crate) fn parallel_kernels<K: Vectorised>(
        &self,
        tasks: usize,
        kernel: impl Fn(usize) -> K + Sync,
    ) {
        self.parallel(tasks, |task| {
            self.dispatch(kernel(task));
        });
    }
}

fn isa_from_env() -> Result<Option<Isa>, IsaError> {
    let Some(name) = std::env::var_os("INKSTONE_ISA") else {
        return Ok(None);
    };
    let isa: Isa = name.to_string_lossy().parse()?;
    if isa.is_present() {
        Ok(Some(isa))
    } else {
        Err(IsaError::Missing { isa })
    }
}

fn threads_from_env() -> Result<Option<usize>, IsaError> {
    let Some(value) = std::env::var_os("INKSTONE_THREADS") else {
        return Ok(None);
    };
    let value = value.to_string_lossy();
    match value.parse() {
        Ok(threads) if (1..=MAX_THREADS).contains(&threads) => Ok(Some(threads)),
        _ => Err(IsaError::Threads {
            value: value.into_owned(),
        }),
    }
}

/// One thread per physical core that this process may use: two on one core share its multipliers and only add overhead.
fn default_threads() -> usize {
    let logical = std::thread::available_parallelism().map_or(1, |n| n.get());
    let mut cores = std::collections::BTreeSet::new();
    if let Ok(entries) = std::fs::read_dir("/sys/devices/system/cpu") {
        for entry in entries.flatten() {
            let siblings = entry.path().join("topology/thread_siblings_list");
            if let Ok(list) = std::fs::read_to_string(siblings) {
                cores.insert(list);
            }
        }
    }
    match cores.len() {
        0 => logical,
        physical => physical.min(logical),
    }
    .min(MAX_THREADS)
}

/// A job is open: workers may join it.
const OPEN: u64 = 1 << 31;
/// The bits of [`Shared::state`] that count workers inside the job.
const RUNNING: u64 = OPEN - 1;

#[derive(Debug)]
struct Pool {
    shared: Arc<Shared>,
    workers: Vec<Thread>,
    /// Held by the caller whose job the workers run.
    gate: Mutex<()>,
}

#[derive(Debug)]
struct Shared {
    /// Number of the job (upper 32 bits), [`OPEN`], and how many workers are inside.
    state: AtomicU64,
    /// The job on the stack of the caller; valid while a worker is counted in `state`.
    job: AtomicPtr<Job<'static>>,
    /// The next task that nobody has taken.
    next: AtomicUsize,
    shutdown: AtomicBool,
    asleep: Vec<AtomicBool>,
}

struct Job<'a> {
    task: &'a (dyn Fn(usize) + Sync),
    tasks: usize,
    caller: Thread,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl Pool {
    fn new(threads: usize) -> Pool {
        let shared = Arc::new(Shared {
            state: AtomicU64::new(0),
            job: AtomicPtr::new(std::ptr::null_mut()),
            next: AtomicUsize::new(0),
            shutdown: AtomicBool::new(false),
            asleep: (1..threads).map(|_| AtomicBool::new(false)).collect(),
        });
        // Fewer threads than asked for, where the system gives no more, only make it slower.
        let workers = (0..threads - 1)
            .map_while(|index| {
                let shared = Arc::clone(&shared);
                std::thread::Builder::new()
                    .name(format!("kernel-{}", index + 1))
                    .spawn(move || shared.work(index))
                    .ok()
            })
            .map(|handle| handle.thread().clone())
            .collect();
        Pool {
            shared,
            workers,
            gate: Mutex::new(()),
        }
    }

    fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
        let gate = if tasks < 2 || self.workers.is_empty() || ALONE.get() {
            None
        } else {
            match self.gate.try_lock() {
                Ok(gate) => Some(gate),
                // A task panicked in an earlier job; nothing is protected but the pool itself, which was left idle.
                Err(TryLockError::Poisoned(gate)) => Some(gate.into_inner()),
                // Another caller's job, or a job inside a job.
                Err(TryLockError::WouldBlock) => None,
            }
        };
        if gate.is_none() {
            (0..tasks).for_each(task);
            return;
        }
        let job = Job {
            task,
            tasks,
            caller: std::thread::current(),
            panic: Mutex::new(None),
        };
        let shared = &*self.shared;
        shared.next.store(0, Ordering::Relaxed);
        shared.job.store(
            (&raw const job).cast_mut().cast::<Job<'static>>(),
            Ordering::Relaxed,
        );
        let number = (shared.state.load(Ordering::Relaxed) >> 32).wrapping_add(1) as u32;
        // Sequentially consistent, like the worker's own two accesses: either it sees the job, or it is seen asleep.
        shared
            .state
            .store((u64::from(number) << 32) | OPEN, Ordering::SeqCst);
        for (worker, asleep) in self.workers.iter().zip(&shared.asleep).take(tasks - 1) {
            if asleep.load(Ordering::SeqCst) {
                worker.unpark();
            }
        }
        shared.take_tasks(&job);
        shared.state.fetch_and(!OPEN, Ordering::AcqRel);
        let start = Instant::now();
        while shared.state.load(Ordering::Acquire) & RUNNING != 0 {
            if start.elapsed() < SPIN {
                std::hint::spin_loop();
            } else {
                std::thread::park();
            }
        }
        let panic = job
            .panic
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(payload) = panic {
            resume_unwind(payload);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.shutdown.store(true, Ordering::SeqCst);
        for worker in &self.workers {
            worker.unpark();
        }
    }
}

impl Shared {
    fn take_tasks(&self, job: &Job<'_>) {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            loop {
                let index = self.next.fetch_add(1, Ordering::Relaxed);
                if index >= job.tasks {
                    break;
                }
                (job.task)(index);
            }
        }));
        if let Err(payload) = outcome {
            self.next.store(job.tasks, Ordering::Relaxed);
            *job.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(payload);
        }
    }

    fn work(&self, index: usize) {
        let mut last = 0;
        loop {
            let state = self.wait_for_job(index, last);
            if self.shutdown.load(Ordering::SeqCst) {
                return;
            }
            let joined =
                self.state
                    .compare_exchange(state, state + 1, Ordering::AcqRel, Ordering::Relaxed);
            if joined.is_err() {
                continue;
            }
            last = state >> 32;
            // SAFETY: the exchange found the job open and counted this thread in, and the caller keeps the job on its stack until
            // the count is back at zero; the acquire ordering makes the pointer stored before `OPEN` visible.
            let job = unsafe { &*self.job.load(Ordering::Relaxed) };
            self.take_tasks(job);
            let caller = job.caller.clone();
            let before = self.state.fetch_sub(1, Ordering::AcqRel);
            if before & (OPEN | RUNNING) == 1 {
                caller.unpark();
            }
        }
    }

    /// The state with an open job other than `last`; any state once the pool shuts down.
    fn wait_for_job(&self, index: usize, last: u64) -> u64 {
        let ready = || {
            let state = self.state.load(Ordering::SeqCst);
            let open = state & OPEN != 0 && state >> 32 != last;
            (open || self.shutdown.load(Ordering::SeqCst)).then_some(state)
        };
        let start = Instant::now();
        loop {
            for _ in 0..32 {
                if let Some(state) = ready() {
                    return state;
                }
                std::hint::spin_loop();
            }
            if start.elapsed() >= SPIN {
                break;
            }
        }
        self.asleep[index].store(true, Ordering::SeqCst);
        let state = loop {
            if let Some(state) = ready() {
                break state;
            }
            std::thread::park();
        };
        self.asleep[index].store(false, Ordering::SeqCst);
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(cpu: &Cpu, tasks: usize) -> Vec<usize> {
        let counts: Vec<_> = (0..tasks).map(|_| AtomicUsize::new(0)).collect();
        cpu.parallel(tasks, |task| {
            counts[task].fetch_add(1, Ordering::Relaxed);
        });
        counts.into_iter().map(AtomicUsize::into_inner).collect()
    }

    #[test]
    fn every_task_runs_once() {
        for threads in [1, 2, 3, 5] {
            let cpu = Cpu::new(Isa::Portable, threads).unwrap();
            for tasks in [0, 1, 2, 7, 100, 1000] {
                assert!(counts(&cpu, tasks).iter().all(|&n| n == 1));
            }
        }
    }

    #[test]
    fn many_jobs_in_a_row_and_after_a_pause() {
        let cpu = Cpu::new(Isa::Portable, 3).unwrap();
        for round in 0..2000 {
            assert_eq!(counts(&cpu, 5), [1; 5]);
            if round % 500 == 0 {
                std::thread::sleep(SPIN * 4);
            }
        }
    }

    #[test]
    fn a_panic_reaches_the_caller_and_leaves_the_pool_usable() {
        let cpu = Cpu::new(Isa::Portable, 3).unwrap();
        for bad in 0..8 {
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                cpu.parallel(8, |task| assert_ne!(task, bad, "task {bad} fails"));
            }));
            let message = *outcome.unwrap_err().downcast::<String>().unwrap();
            assert!(message.contains("fails"), "{message}");
            assert_eq!(counts(&cpu, 20), [1; 20]);
        }
    }

    #[test]
    fn callers_on_several_threads_and_nested_jobs() {
        let cpu = Cpu::new(Isa::Portable, 3).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let sum = AtomicUsize::new(0);
                        cpu.parallel(6, |outer| {
                            cpu.parallel(4, |inner| {
                                sum.fetch_add(outer * 4 + inner, Ordering::Relaxed);
                            });
                        });
                        assert_eq!(sum.into_inner(), (0..24).sum::<usize>());
                    }
                });
            }
        });
    }

    #[test]
    fn work_that_is_alone_stays_on_its_thread() {
        let cpu = Cpu::new(Isa::Portable, 3).unwrap();
        let threads = || {
            let seen = Mutex::new(std::collections::HashSet::new());
            cpu.parallel(64, |_| {
                std::thread::sleep(Duration::from_micros(200));
                seen.lock().unwrap().insert(std::thread::current().id());
            });
            seen.into_inner().unwrap()
        };
        let here = std::thread::current().id();
        assert_eq!(alone(threads), [here].into());
        let ended = catch_unwind(AssertUnwindSafe(|| alone(|| panic!("on purpose"))));
        assert!(ended.is_err());
        assert!(threads().len() > 1, "the pool is used again");
    }
}
