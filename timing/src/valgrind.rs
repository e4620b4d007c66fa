//! Client requests to Valgrind, as `valgrind.h` and `memcheck.h` define them. Outside of Valgrind they do
//! nothing.

#[cfg(not(target_arch = "x86_64"))]
compile_error!("the client requests are written for x86-64");

use std::arch::asm;

const RUNNING: usize = 0x1001;
const COUNT_ERRORS: usize = 0x1201;
const MAKE_UNDEFINED: usize = 0x4d43_0001;

fn ask(request: [usize; 6]) -> usize {
    let mut answer = 0;
    // SAFETY: the rotations add up to 128 bits and so change nothing; outside of Valgrind, the rest does
    // nothing either, and in it, `rdx` alone is written.
    unsafe {
        asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") request.as_ptr(),
            inout("rdx") answer,
            options(nostack),
        );
    }
    answer
}

/// Returns whether Valgrind runs the process.
pub fn is_running() -> bool {
    ask([RUNNING, 0, 0, 0, 0, 0]) != 0
}

/// Returns the number of errors that were found so far and not suppressed.
pub fn errors() -> usize {
    ask([COUNT_ERRORS, 0, 0, 0, 0, 0])
}

/// Marks bytes as undefined, as if they were never written. Their values stay.
pub fn make_undefined(bytes: &[u8]) {
    ask([MAKE_UNDEFINED, bytes.as_ptr().addr(), bytes.len(), 0, 0, 0]);
}
