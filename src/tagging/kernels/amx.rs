//! Matrix products by the tiles of newer Xeons (Intel AMX): sixteen rows by sixteen outputs by 64 inputs an instruction.
//!
//! Rust has no stable names for the instructions yet, so they stand here as assembly.

use super::{Avx512, Kernel, PANEL, QUAD, Start, Sums, TILE, reduce};
use std::arch::asm;
use std::arch::x86_64::__cpuid_count;
use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::OnceLock;

/// Bytes of a tile's row, and inputs that one instruction takes.
const DEPTH: usize = 64;
/// Rows of a tile.
const ROWS: usize = 16;

/// How the tile registers are used: all of the full size.
#[repr(C, align(64))]
struct Shapes([u8; 64]);

static SHAPES: Shapes = {
    let mut shapes = [0; 64];
    shapes[0] = 1;
    let mut tile = 0;
    while tile < 8 {
        shapes[16 + 2 * tile] = DEPTH as u8;
        shapes[48 + tile] = ROWS as u8;
        tile += 1;
    }
    Shapes(shapes)
};

thread_local! {
    /// A session is alive: when it ends, the registers of its thread are of no use to any other.
    static ALIVE: Cell<bool> = const { Cell::new(false) };
}

/// A thread whose tile registers are set up. Registers are a thread's own, so a session stays on its thread, and so does what multiplies.
pub struct Session(PhantomData<*mut ()>);

impl Session {
    /// `None` on a machine without the instructions, where the system does not let us use them, or where the thread has a session already.
    #[must_use]
    pub fn new() -> Option<Self> {
        if !is_here() || ALIVE.replace(true) {
            return None;
        }
        // SAFETY: the machine has the instruction, and the system lets us use it.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const SHAPES, options(nostack, preserves_flags)) };
        Some(Self(PhantomData))
    }

    /// What multiplies, as long as the registers are set up.
    #[must_use]
    pub const fn kernel(&self) -> Amx<'_> {
        Amx(PhantomData)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: a session is only made where the machine has the instruction.
        unsafe { asm!("tilerelease", options(nomem, nostack, preserves_flags)) };
        ALIVE.set(false);
    }
}

/// Products of tiles.
#[derive(Clone, Copy)]
pub struct Amx<'s>(PhantomData<&'s Session>);

impl Kernel for Amx<'_> {
    #[inline(always)]
    fn tile(self, inputs: &[u8], _: usize, panel: &[i8], start: &Start, sums: &mut Sums) {
        let width = panel.len() / PANEL;
        assert!(width.is_multiple_of(DEPTH) && width > 0 && inputs.len() == TILE * width, "rows of a tile");
        // The second sixteen rows are computed in any case: they take no longer, as each product waits for the one before.
        // SAFETY: a session is alive, so the registers have the shapes above. Read are `TILE` rows of `width` inputs, `width / QUAD` rows of `QUAD * PANEL`
        // weights and `PANEL` starts (again for each row), and written are `TILE` rows of sums.
        unsafe {
            asm!(
                "tileloadd tmm0, [{start} + {none}]",
                "tileloadd tmm1, [{start} + {none} + 64]",
                "tileloadd tmm2, [{start} + {none}]",
                "tileloadd tmm3, [{start} + {none} + 64]",
                "2:",
                "tileloadd tmm4, [{inputs} + {width}]",
                "tileloadd tmm6, [{panel} + {stride}]",
                "tdpbusd tmm0, tmm4, tmm6",
                "tileloadd tmm7, [{panel} + {stride} + 64]",
                "tdpbusd tmm1, tmm4, tmm7",
                "tileloadd tmm5, [{second} + {width}]",
                "tdpbusd tmm2, tmm5, tmm6",
                "tdpbusd tmm3, tmm5, tmm7",
                "add {inputs}, 64",
                "add {second}, 64",
                "add {panel}, 2048",
                "dec {steps}",
                "jnz 2b",
                "tilestored [{sums} + {stride}], tmm0",
                "tilestored [{sums} + {stride} + 64], tmm1",
                "tilestored [{sums} + {stride} + 2048], tmm2",
                "tilestored [{sums} + {stride} + 2112], tmm3",
                start = in(reg) start.0.as_ptr(),
                none = in(reg) 0_usize,
                inputs = inout(reg) inputs.as_ptr() => _,
                second = inout(reg) inputs.as_ptr().add(ROWS * width) => _,
                width = in(reg) width,
                panel = inout(reg) panel.as_ptr() => _,
                stride = in(reg) QUAD * PANEL,
                steps = inout(reg) width / DEPTH => _,
                sums = in(reg) sums.0.as_mut_ptr(),
                out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                options(nostack),
            );
        }
    }

    reduce::with_avx512!();
}

/// Whether this machine has the instructions, and the system lets us use them.
#[must_use]
pub fn is_here() -> bool {
    static HERE: OnceLock<bool> = OnceLock::new();
    *HERE.get_or_init(|| has_instructions() && may_use())
}

/// Whether the processor has tiles and their products of 8 bits, and AVX-512 for everything else.
fn has_instructions() -> bool {
    const TILES_AND_INT8: u32 = 1 << 24 | 1 << 25;
    Avx512::new().is_some() && __cpuid_count(7, 0).edx & TILES_AND_INT8 == TILES_AND_INT8
}

/// Linux has a process ask before it uses tile registers, as they make a thread's state eight kilobytes larger.
fn may_use() -> bool {
    const ASK: libc::c_long = 0x1023;
    const TILE_DATA: libc::c_long = 18;
    // SAFETY: the call takes two numbers and touches no memory.
    unsafe { libc::syscall(libc::SYS_arch_prctl, ASK, TILE_DATA) == 0 }
}

/// Implemented twice for what may go to another thread: naming the function for such a type is ambiguous, and does not compile.
trait StaysOnItsThread<Because> {
    fn holds() {}
}

impl<T> StaysOnItsThread<()> for T {}
impl<T: Send> StaysOnItsThread<[(); 1]> for T {}
impl<T: Sync> StaysOnItsThread<[(); 2]> for T {}

// The registers are set up on one thread alone.
const _: fn() = <Session as StaysOnItsThread<_>>::holds;
const _: fn() = <Amx<'static> as StaysOnItsThread<_>>::holds;

// The assembly above counts on these.
const _: () = assert!(QUAD * PANEL == 128 && TILE == 2 * ROWS && DEPTH == ROWS * QUAD);
