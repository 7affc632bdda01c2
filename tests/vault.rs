//! The vault's contract on its memory twin; on a folder in `vault/folder.rs`.

mod folder;

use std::rc::Rc;

use accord::vault::Memory;

use crate::vault_contract::{self as contract, Tabs};

macro_rules! on_memory {
    ($($test:ident)*) => {$(
        #[test]
        fn $test() {
            let vault = Memory::default();
            pollster::block_on(contract::$test(Tabs { one: Rc::new(vault.clone()), other: Rc::new(vault) }));
        }
    )*};
}

each_test_of_the_contract!(on_memory);
