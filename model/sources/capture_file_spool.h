// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_problem.h"

#include <cstdint>
#include <memory>

namespace synoptic {

/// Writes what a gzip file (or a pipe, gzip or not) holds to a temporary file without a name, as
/// far as it is asked for, so that it can be read at any place again. Members one after another
/// are one file, as gzip has it.
class CaptureFileSpool {
public:
    /// Takes over both descriptors. `limit` bounds the temporary file.
    CaptureFileSpool(int input, int output, std::uint64_t limit);
    ~CaptureFileSpool();
    CaptureFileSpool(const CaptureFileSpool&) = delete;
    CaptureFileSpool& operator=(const CaptureFileSpool&) = delete;

    /// A temporary file without a name in TMPDIR or /tmp; -1 and errno if there can be none.
    static int openTemporary();

    /// Goes on until `size` bytes are there or no more come.
    void growTo(std::uint64_t size);

    std::uint64_t size() const;
    /// How much of the input was taken; for progress.
    std::uint64_t consumed() const;
    /// CompressionDamaged, TooLarge, CannotRead or CannotSpool once that stopped it.
    const CaptureProblem& problem() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace synoptic
