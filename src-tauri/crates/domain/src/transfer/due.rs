//! By when the next act of a transfer is due, so that no patient is left between two teams (hazard H14).

use chrono::NaiveDate;

use super::TransferStatus;
use crate::date::working_days_after;

impl TransferStatus {
    /// The day by which the next act is due, counted in working days from the last; none where nobody has anything to do.
    #[must_use]
    pub fn next_act_by(self, last_on: NaiveDate) -> Option<NaiveDate> {
        let days = match self {
            // The new team is asked.
            Self::Wished => 3,
            // Team and hospital are chased for what they have not answered.
            Self::Asked => 10,
            // The first team and the GP are told, and the day is named.
            Self::Accepted => 3,
            Self::None | Self::Moved | Self::NotAccepted | Self::GivenUp => return None,
        };
        Some(working_days_after(last_on, days))
    }
}
