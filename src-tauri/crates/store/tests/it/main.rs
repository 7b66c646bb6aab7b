//! Journeys through a real store on a real disk.
