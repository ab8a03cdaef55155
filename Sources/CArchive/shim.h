#pragma once

#include <archive.h>
#include <archive_entry.h>

// `AE_IFREG` and `AE_IFDIR` are cast expressions, which Swift does not import.
static inline unsigned int archive_regular_file_type(void) { return AE_IFREG; }
static inline unsigned int archive_folder_type(void) { return AE_IFDIR; }
