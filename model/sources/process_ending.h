// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace synoptic {

struct EndingResult {
    enum class Outcome : std::uint8_t {
        Ended,
        StillThere, ///< it was told, and lives on
        AnotherOne, ///< that process is gone; its number may be another's by now
        NotPermitted,
        Failed,
    };
    Outcome outcome = Outcome::Failed;
    std::string detail; ///< what the system said
};

/// Asks one process to end (SIGTERM), or with `atOnce` has the kernel end it (SIGKILL), and waits
/// up to `patience` for it to be gone. It is the process that started at `startTime` (clock ticks
/// after boot) and no other, though its number be used again meanwhile: a pidfd holds it. Never on
/// a thread that draws.
EndingResult endProcess(std::int32_t pid, std::uint64_t startTime, bool atOnce,
                        std::chrono::milliseconds patience, const std::stop_token& stop = {});

} // namespace synoptic
