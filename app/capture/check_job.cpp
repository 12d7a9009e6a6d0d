// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/check_job.h"

#include "app/capture/confinement.h"
#include "app/capture/frame_output.h"

#include <cap-ng.h>
#include <linux/if_packet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdio>

namespace synoptic {

namespace {

bool has(unsigned int capability) {
    return capng_have_capability(CAPNG_PERMITTED, capability) != 0;
}

bool packetSocketOpens() {
    // Protocol 0: it would receive nothing.
    const int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/// In a user namespace of its own a process holds every capability, but not over this machine.
bool inFirstUserNamespace() {
    unsigned long inside = 1, outside = 1, count = 0;
    std::FILE* file = std::fopen("/proc/self/uid_map", "re");
    if (!file)
        return true;
    const int read = std::fscanf(file, "%lu %lu %lu", &inside, &outside, &count);
    std::fclose(file);
    return read == 3 && inside == 0 && outside == 0 && count == 4'294'967'295UL;
}

} // namespace

int runCheckJob() {
    if (!writeHello())
        return 1;
    capng_get_caps_process();
    std::uint32_t flags = 0;
    if (packetSocketOpens())
        flags |= helper::kPacketSocket;
    if (has(CAP_BPF) && has(CAP_PERFMON) && inFirstUserNamespace())
        flags |= helper::kTracePrivilege;
#ifdef SYNOPTIC_WITH_TRACE
    flags |= helper::kTraceBuilt;
#endif
    if (access("/sys/kernel/btf/vmlinux", R_OK) == 0)
        flags |= helper::kKernelTypes;
    if (getuid() == 0 && has(CAP_NET_ADMIN))
        flags |= helper::kIsRoot;
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
        flags |= helper::kNoNewPrivileges;
    utsname kernel{};
    uname(&kernel);
    if (const std::string problem = confine(); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    helper::FrameWriter frame(helper::FrameType::Abilities);
    frame.u32(flags).text(kernel.release);
    return writeFrame(frame) && writeEnd() ? 0 : 1;
}

} // namespace synoptic
