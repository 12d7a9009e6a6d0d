// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/helper_protocol.h"
#include "model/sources/linux/unique_fd.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace synoptic {

/// Where synoptic-capture is: beside the caller's executable, then in `libexec` as installed, from
/// the executable and as configured. Never searched for in PATH. Empty if it is in none of them.
std::filesystem::path findHelper();

/// Runs synoptic-capture (or a command that reaches one) and cuts what it writes into frames.
/// Used by one thread. Nothing in here blocks but stop(), and that for a moment.
class HelperProcess {
public:
    HelperProcess() = default;
    ~HelperProcess() { stop(); }
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;

    /// Starts a program by its absolute path, without a shell. Empty on success, else what failed.
    std::string start(const std::vector<std::string>& arguments);
    /// Closes its standard input and output, which ends it; after `patience` it is killed. Where
    /// that is not permitted, as while pkexec runs as root, it is left to end by itself and reaped
    /// later: this returns after twice the patience whatever it does.
    void stop(std::chrono::milliseconds patience = std::chrono::milliseconds(300));

    bool isRunning() const { return pid_ > 0; }
    pid_t pid() const { return pid_; }
    /// Readable when frames or the end are there; -1 while it is not running.
    int descriptor() const { return output_.get(); }

    /// Writes a byte to its standard input. Without effect if it is gone or does not read.
    void tell(char word);

    /// Reads what is there, without waiting. False once the output has ended or faulted, and then
    /// why() tells the reason.
    bool readAvailable();
    std::optional<helper::Frame> next() { return frames_.next(); }
    const helper::FrameAssembler& frames() const { return frames_; }

    /// Of the one that ended; -1 after a signal, or if it was left to itself.
    int exitStatus() const;
    /// The end of what it wrote to standard error: hostile text.
    const std::string& errors() const { return errorText_; }
    /// The last line of it, with control characters replaced.
    std::string lastWords() const;

    /// One sentence for people about its unexpected end: the fault of its stream, its signal or
    /// status, and the last line it wrote to standard error (hostile text, control characters out).
    std::string why();

private:
    void readErrors();
    void reap();
    bool endsWithin(std::chrono::milliseconds patience);

    pid_t pid_ = 0;
    UniqueFd input_;
    UniqueFd output_;
    UniqueFd errors_;
    std::string errorText_;
    int waitStatus_ = 0;
    helper::FrameAssembler frames_;
};

} // namespace synoptic
