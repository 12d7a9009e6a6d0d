// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/firewall_job.h"
#include "app/capture/frame_output.h"

namespace synoptic {

int runFirewallJob() {
    if (writeHello())
        writeFailure(helper::Failure::Unsupported,
                     "it was built without libnftables, which reads the firewall's rules");
    return 1;
}

} // namespace synoptic
