//! The elements that matter, by group and number, as DICOM PS3.6 lists them.

pub(super) const TRANSFER_SYNTAX: u32 = 0x0002_0010;
pub(super) const SOP_CLASS: u32 = 0x0008_0016;
pub(super) const STUDY_DATE: u32 = 0x0008_0020;
pub(super) const SERIES_DATE: u32 = 0x0008_0021;
pub(super) const ACQUISITION_DATE: u32 = 0x0008_0022;
pub(super) const MODALITY: u32 = 0x0008_0060;
pub(super) const PATIENT_NAME: u32 = 0x0010_0010;
pub(super) const PATIENT_ID: u32 = 0x0010_0020;
pub(super) const BIRTH_DATE: u32 = 0x0010_0030;
pub(super) const OTHER_IDS: u32 = 0x0010_1000;
pub(super) const OTHER_IDS_SEQUENCE: u32 = 0x0010_1002;
pub(super) const PATIENT_COMMENTS: u32 = 0x0010_4000;
pub(super) const BODY_PART: u32 = 0x0018_0015;
pub(super) const IMAGER_SPACING: u32 = 0x0018_1164;
pub(super) const VIEW_POSITION: u32 = 0x0018_5101;
pub(super) const LATERALITY: u32 = 0x0020_0060;
pub(super) const IMAGE_LATERALITY: u32 = 0x0020_0062;
const FRAME_ANATOMY: u32 = 0x0020_9071;
const FRAME_LATERALITY: u32 = 0x0020_9072;
pub(super) const SAMPLES: u32 = 0x0028_0002;
pub(super) const PHOTOMETRIC: u32 = 0x0028_0004;
pub(super) const PLANAR: u32 = 0x0028_0006;
pub(super) const FRAMES: u32 = 0x0028_0008;
pub(super) const ROWS: u32 = 0x0028_0010;
pub(super) const COLUMNS: u32 = 0x0028_0011;
pub(super) const SPACING: u32 = 0x0028_0030;
pub(super) const ASPECT: u32 = 0x0028_0034;
pub(super) const ALLOCATED: u32 = 0x0028_0100;
pub(super) const STORED: u32 = 0x0028_0101;
pub(super) const HIGH_BIT: u32 = 0x0028_0102;
pub(super) const SIGNED: u32 = 0x0028_0103;
pub(super) const PADDING: u32 = 0x0028_0120;
pub(super) const CENTRE: u32 = 0x0028_1050;
pub(super) const WINDOW_WIDTH: u32 = 0x0028_1051;
pub(super) const INTERCEPT: u32 = 0x0028_1052;
pub(super) const SLOPE: u32 = 0x0028_1053;
pub(super) const WINDOW_FUNCTION: u32 = 0x0028_1056;
pub(super) const RED_SHAPE: u32 = 0x0028_1101;
pub(super) const GREEN_SHAPE: u32 = 0x0028_1102;
pub(super) const BLUE_SHAPE: u32 = 0x0028_1103;
pub(super) const RED: u32 = 0x0028_1201;
pub(super) const GREEN: u32 = 0x0028_1202;
pub(super) const BLUE: u32 = 0x0028_1203;
pub(super) const RED_SEGMENTS: u32 = 0x0028_1221;
pub(super) const GREEN_SEGMENTS: u32 = 0x0028_1222;
pub(super) const BLUE_SEGMENTS: u32 = 0x0028_1223;
pub(super) const MODALITY_TABLES: u32 = 0x0028_3000;
pub(super) const TABLE_SHAPE: u32 = 0x0028_3002;
pub(super) const TABLE: u32 = 0x0028_3006;
pub(super) const WINDOW_TABLES: u32 = 0x0028_3010;
pub(super) const FRAME_MEASURES: u32 = 0x0028_9110;
pub(super) const FRAME_WINDOW: u32 = 0x0028_9132;
pub(super) const FRAME_VALUES: u32 = 0x0028_9145;
pub(super) const DOCUMENT: u32 = 0x0042_0011;
pub(super) const DOCUMENT_KIND: u32 = 0x0042_0012;
pub(super) const SHAPE_OF_LIGHT: u32 = 0x2050_0020;
pub(super) const SHARED: u32 = 0x5200_9229;
pub(super) const PER_FRAME: u32 = 0x5200_9230;
pub(super) const PIXELS: u32 = 0x7FE0_0010;

/// Sequences that are looked into where they say their length; others are passed over as a whole.
pub(super) const SEQUENCES: [u32; 9] = [
    OTHER_IDS_SEQUENCE,
    FRAME_ANATOMY,
    MODALITY_TABLES,
    WINDOW_TABLES,
    FRAME_MEASURES,
    FRAME_WINDOW,
    FRAME_VALUES,
    SHARED,
    PER_FRAME,
];

/// Elements that are kept, in ascending order.
pub(super) const KEPT: [u32; 48] = [
    SOP_CLASS,
    STUDY_DATE,
    SERIES_DATE,
    ACQUISITION_DATE,
    MODALITY,
    PATIENT_NAME,
    PATIENT_ID,
    BIRTH_DATE,
    OTHER_IDS,
    PATIENT_COMMENTS,
    BODY_PART,
    IMAGER_SPACING,
    VIEW_POSITION,
    LATERALITY,
    IMAGE_LATERALITY,
    FRAME_LATERALITY,
    SAMPLES,
    PHOTOMETRIC,
    PLANAR,
    FRAMES,
    ROWS,
    COLUMNS,
    SPACING,
    ASPECT,
    ALLOCATED,
    STORED,
    HIGH_BIT,
    SIGNED,
    PADDING,
    CENTRE,
    WINDOW_WIDTH,
    INTERCEPT,
    SLOPE,
    WINDOW_FUNCTION,
    RED_SHAPE,
    GREEN_SHAPE,
    BLUE_SHAPE,
    RED,
    GREEN,
    BLUE,
    RED_SEGMENTS,
    GREEN_SEGMENTS,
    BLUE_SEGMENTS,
    TABLE_SHAPE,
    TABLE,
    DOCUMENT,
    DOCUMENT_KIND,
    SHAPE_OF_LIGHT,
];
