// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"

namespace synoptic {

/// Wakes a thread that polls descriptors (eventfd(2)).
class WakeEvent {
public:
    /// Throws std::system_error where the process has no descriptor left.
    WakeEvent();

    /// Readable from wake() until drain().
    int descriptor() const { return descriptor_.get(); }
    /// From any thread; never blocks.
    void wake() noexcept;
    /// By the thread that was woken.
    void drain() noexcept;

private:
    UniqueFd descriptor_;
};

} // namespace synoptic
