//! Hides the messages of panics that a test expects, on the test's own thread only.

use std::{
    cell::Cell,
    marker::PhantomData,
    panic::{set_hook, take_hook},
    sync::Once,
};

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Hides the messages of panics on this thread until it is dropped.
///
/// The panic hook belongs to the process, so it is replaced once, and checks the thread.
pub struct Quiet(PhantomData<*const ()>);

impl Quiet {
    pub fn new() -> Self {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let hook = take_hook();
            set_hook(Box::new(move |info| {
                if !IS_QUIET.get() {
                    hook(info);
                }
            }));
        });
        IS_QUIET.set(true);
        Self(PhantomData)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        IS_QUIET.set(false);
    }
}
