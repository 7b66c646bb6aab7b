//! What is exchanged with other systems. One module per format; its names and layouts stop here, and what comes out are
//! values of the domain.

pub mod ods;
