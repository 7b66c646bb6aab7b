//! Pictures of every format, built here: what their pages show, and what becomes of headers that lie.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod build;
mod dicom;
mod dicom_coded;
mod raster;
mod tiff_pages;
