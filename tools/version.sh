#!/bin/sh
# The version stands in one place: src/base/version.h.
sed -n 's/^#define MINGJING_VERSION "\(.*\)"/\1/p' "$(dirname "$0")/../src/base/version.h"
