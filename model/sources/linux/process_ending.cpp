// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/process_ending.h"

#include "model/sources/linux/process_scan.h"
#include "model/sources/linux/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace synoptic {

EndingResult endProcess(std::int32_t pid, std::uint64_t startTime, bool atOnce,
                        std::chrono::milliseconds patience, const std::stop_token& stop) {
    using Outcome = EndingResult::Outcome;
    using Clock = std::chrono::steady_clock;
    if (pid <= 1 || startTime == 0)
        return {Outcome::Failed, "which process is meant is not certain"};
    const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process)
        return {errno == ESRCH ? Outcome::AnotherOne : Outcome::Failed, std::strerror(errno)};
    // Read after it is held: what has this number now is what the descriptor is of.
    const auto stat = readProcessStat(pid);
    if (!stat || stat->startTime != startTime)
        return {Outcome::AnotherOne, {}};
    const int signal = atOnce ? SIGKILL : SIGTERM;
    if (::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) != 0) {
        const Outcome outcome = errno == ESRCH   ? Outcome::AnotherOne
                                : errno == EPERM ? Outcome::NotPermitted
                                                 : Outcome::Failed;
        return {outcome, std::strerror(errno)};
    }
    const auto deadline = Clock::now() + patience;
    while (!stop.stop_requested()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd wait{process.get(), POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(std::clamp<long>(left, 0, 100))) > 0)
            return {Outcome::Ended, {}};
        if (left <= 0)
            break;
    }
    return {Outcome::StillThere, {}};
}

} // namespace synoptic
