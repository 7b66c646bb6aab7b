//! Debug output without what somebody typed: no patient's name, and no clinical text, ever comes into a log.

/// Writes a type in debug output as the named fields alone, which must be ids, numbers and codes.
macro_rules! redacted {
    ($name:ident { $($field:ident),* }) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use redacted;
