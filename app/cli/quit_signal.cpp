// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/quit_signal.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace synoptic {

namespace {

sigset_t quitSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

QuitSignal::QuitSignal() {
    const sigset_t set = quitSignals();
    sigprocmask(SIG_BLOCK, &set, nullptr);
    descriptor_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor_ < 0)
        sigprocmask(SIG_UNBLOCK, &set, nullptr); // better ended without a summary than not at all
}

QuitSignal::~QuitSignal() {
    if (descriptor_ >= 0)
        close(descriptor_);
    // One that came twice is not to end the program now, before it has said its last word.
    const sigset_t set = quitSignals();
    const timespec none{};
    while (sigtimedwait(&set, nullptr, &none) > 0) {
    }
    sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

bool QuitSignal::waitUntil(std::chrono::steady_clock::time_point time,
                           std::span<const int> descriptors) {
    using namespace std::chrono;
    std::vector<pollfd> entries{{descriptor_, POLLIN, 0}};
    for (const int descriptor : descriptors)
        entries.push_back({descriptor, POLLIN, 0});
    while (!came_) {
        // Longer waits are done in pieces: poll() counts milliseconds in an int.
        const auto left =
            time == steady_clock::time_point::max() ? hours(1) : time - steady_clock::now();
        const auto wait =
            std::clamp<steady_clock::duration>(left, steady_clock::duration::zero(), hours(1));
        ::poll(entries.data(), entries.size(), static_cast<int>(ceil<milliseconds>(wait).count()));
        signalfd_siginfo info{};
        came_ = ::read(descriptor_, &info, sizeof info) == sizeof info;
        const bool readable = std::any_of(entries.begin() + 1, entries.end(),
                                          [](const pollfd& entry) { return entry.revents != 0; });
        if (!came_ && (readable || steady_clock::now() >= time))
            return false;
    }
    return true;
}

} // namespace synoptic
