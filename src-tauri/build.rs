//! Hands the window's configuration, permissions and icons to the compiler.

fn main() {
    tauri_build::build();
}
