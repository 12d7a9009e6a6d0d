// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/wake_event.h"

#include <cerrno>
#include <cstdint>
#include <system_error>

#include <sys/eventfd.h>
#include <unistd.h>

namespace synoptic {

WakeEvent::WakeEvent() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!descriptor_)
        throw std::system_error(errno, std::generic_category(), "eventfd");
}

void WakeEvent::wake() noexcept {
    const std::uint64_t one = 1;
    // It can only fail while the counter is full, and then it is readable as it should be.
    [[maybe_unused]] const auto written = ::write(descriptor_.get(), &one, sizeof one);
}

void WakeEvent::drain() noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(descriptor_.get(), &count, sizeof count);
}

} // namespace synoptic
