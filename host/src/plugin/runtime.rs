//! The one engine of all plugins: compiler, cache of compiled code, what plugins may call, and the clock that stops them.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use wasmtime::component::{Component, HasSelf, InstancePre, Linker};
use wasmtime::{
    Cache, CacheConfig, Config, Enabled, Engine, InstanceAllocationStrategy,
    PoolingAllocationConfig,
};

use super::bindings::{tensors, values};
use super::limits::Limits;
use super::state::{MOST_TABLE_ELEMENTS, State};

/// How often a running plugin lets go, so that its time can be counted and its end be asked for.
const TICK: Duration = Duration::from_millis(5);

/// Seconds in which a plugin has to say what it is: the user waits for a list then.
const DESCRIBE_SECONDS: f64 = 10.0;

/// Bytes of stack for a plugin's own calls; deep recursion of a parser is the usual need.
const WASM_STACK: usize = 1 << 20;

/// Calls that may run at the same time; one more is an error of that call.
const MOST_CALLS: u32 = 256;
/// Memories, tables and core instances that one component may have; Python's have the most.
const MOST_PARTS: u32 = 32;
/// Bytes of a used memory that are kept for the next call, zeroed, which is cheaper than to have the system hand them out anew: a full-HD image with alpha
/// fits twice.
const KEPT_MEMORY: usize = 32 << 20;
/// Used memories that are kept.
const KEPT_MEMORIES: u32 = 4;

/// Compiles components and links them. One is enough for a program; it may be shared between threads.
pub struct Runtime {
    /// What a plugin may use to say what it is, when it is loaded.
    pub describe_limits: Limits,
    pub(super) engine: Engine,
    linker: Linker<State>,
    ticker: Arc<Ticker>,
    cache: Option<PathBuf>,
}

impl Runtime {
    /// A runtime that keeps compiled code in `cache`, or compiles each component anew where there is no such folder.
    ///
    /// # Errors
    /// When the machine cannot run WebAssembly.
    pub fn new(cache: Option<PathBuf>) -> Result<Self, String> {
        let mut config = Config::new();
        config.epoch_interruption(true);
        config.max_wasm_stack(WASM_STACK);
        config.async_stack_size(2 * WASM_STACK);
        // A cache that cannot be written to costs time, nothing else.
        let usable = cache.filter(|folder| std::fs::create_dir_all(folder).is_ok());
        if let Some(folder) = &usable {
            let mut settings = CacheConfig::new();
            settings.with_directory(folder.join("code"));
            config.cache(Cache::new(settings).ok());
        }
        let told = |error: wasmtime::Error| format!("cannot run WebAssembly here: {error:#}");
        config.allocation_strategy(pool());
        // A pool reserves much of the address space, which not every system gives.
        let engine = Engine::new(&config).or_else(|_| {
            config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
            Engine::new(&config)
        });
        let engine = engine.map_err(told)?;
        let mut linker: Linker<State> = Linker::new(&engine);
        link(&mut linker).map_err(told)?;
        Ok(Self {
            describe_limits: Limits {
                seconds: DESCRIBE_SECONDS,
                ..Limits::default()
            },
            ticker: Ticker::start(&engine),
            engine,
            linker,
            cache: usable,
        })
    }

    /// The folder where what is known of components may be kept.
    pub(super) fn cache(&self) -> Option<&PathBuf> {
        self.cache.as_ref()
    }

    /// Compiles a component, or finds it in the cache, and looks up all that it imports.
    pub(super) fn prepare(&self, bytes: &[u8]) -> wasmtime::Result<InstancePre<State>> {
        let component = Component::from_binary(&self.engine, bytes)?;
        self.linker.instantiate_pre(&component)
    }

    /// Keeps the clock going until the guard is dropped.
    pub(super) fn tick(&self) -> Ticking<'_> {
        self.ticker.change(1);
        Ticking(&self.ticker)
    }
}

/// Where instances live: in places that are used again and again, since fresh memory costs more than most calls.
fn pool() -> InstanceAllocationStrategy {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_memories(MOST_CALLS)
        .total_tables(MOST_CALLS * 4)
        .total_stacks(MOST_CALLS)
        .total_component_instances(MOST_CALLS)
        .total_core_instances(MOST_CALLS * MOST_PARTS)
        .max_component_instance_size(16 << 20)
        .max_core_instance_size(4 << 20)
        .max_memories_per_component(MOST_PARTS)
        .max_tables_per_component(MOST_PARTS)
        .max_core_instances_per_component(MOST_PARTS)
        .max_memories_per_module(MOST_PARTS)
        .max_tables_per_module(MOST_PARTS)
        .table_elements(MOST_TABLE_ELEMENTS)
        .linear_memory_keep_resident(KEPT_MEMORY)
        .pagemap_scan(Enabled::Auto)
        .async_stack_keep_resident(64 << 10)
        .table_keep_resident(64 << 10)
        .max_unused_warm_slots(KEPT_MEMORIES);
    InstanceAllocationStrategy::Pooling(pool)
}

/// Offers `host` and `tensors`, and WASI 0.2, whose context has nothing in it.
fn link(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    wasmtime_wasi::p2::add_to_linker_async(linker)?;
    values::ocr::plugins::host::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
    tensors::ocr::plugins::tensors::add_to_linker::<_, HasSelf<State>>(linker, |state| state)
}

/// A thread that advances the engine's epoch while calls are running, and sleeps otherwise.
struct Ticker {
    running: Mutex<usize>,
    changed: Condvar,
}

impl Ticker {
    fn start(engine: &Engine) -> Arc<Self> {
        let ticker = Arc::new(Self {
            running: Mutex::new(0),
            changed: Condvar::new(),
        });
        let (weak, engine) = (Arc::downgrade(&ticker), engine.weak());
        let run = move || {
            while let (Some(ticker), Some(engine)) = (weak.upgrade(), engine.upgrade()) {
                let running = ticker
                    .running
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                if *running > 0 {
                    drop(running);
                    std::thread::sleep(TICK);
                    engine.increment_epoch();
                } else {
                    // Wakes up now and then to see whether the runtime is still there.
                    let _ = ticker.changed.wait_timeout(running, Duration::from_secs(5));
                }
            }
        };
        let name = "plugin-clock".to_owned();
        // Without the thread, calls cannot be stopped but by their own end; the system has no thread left for anything then.
        let _ = std::thread::Builder::new().name(name).spawn(run);
        ticker
    }

    fn change(&self, by: isize) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        *running = running.saturating_add_signed(by);
        self.changed.notify_one();
    }
}

/// A call that is running.
pub(super) struct Ticking<'a>(&'a Ticker);

impl Drop for Ticking<'_> {
    fn drop(&mut self) {
        self.0.change(-1);
    }
}
