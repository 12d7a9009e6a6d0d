// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/capture_request.h"

namespace synoptic {

/// Another machine to be watched over ssh, as a person asked for it.
struct RemoteRequest {
    QString host;           ///< what one would type after ssh
    bool packets = false;   ///< of `capture`; else the kernel's trace
    CaptureRequest capture; ///< where packets are wanted

    bool isValid() const;
};

} // namespace synoptic
