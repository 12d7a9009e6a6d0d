// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"
#include "model/tracking/connection.h"

#include <dirent.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reading /proc/PID (proc(5)). What stands there is hostile text and can vanish at any moment.
namespace synoptic {

/// The process ids of /proc, in ascending order; `pids` is overwritten. False if /proc is
/// unreadable.
bool listProcesses(std::vector<std::int32_t>& pids);

/// How many descriptors a process has open: st_size of /proc/PID/fd, since Linux 6.2. Nothing if
/// the process is gone, its directory is closed to us, or the kernel does not tell.
std::optional<std::int64_t> countDescriptors(std::int32_t pid);

/// The inode in "socket:[123]"; 0 for any other link target.
std::uint32_t socketInode(std::string_view linkTarget);

/// Name and start time out of the one line of /proc/PID/stat. The name may hold anything, blanks
/// and brackets too.
struct ProcessStat {
    std::string name;
    std::uint64_t startTime = 0; ///< clock ticks after boot
};
std::optional<ProcessStat> parseProcessStat(std::string_view line);

/// Reads /proc/PID/stat; nothing if the process is gone.
std::optional<ProcessStat> readProcessStat(std::int32_t pid);

/// Walks the descriptors of one process; can pause between any two of them. All it tells is of the
/// one process that had the id when begin() was called, though the id be used again meanwhile.
class DescriptorWalk {
public:
    using Clock = std::chrono::steady_clock;
    enum class Result : std::uint8_t {
        Paused, ///< the deadline came first: call again
        Done,
        Denied, ///< this user may not look
        Gone,
    };

    Result begin(std::int32_t pid);
    /// Takes at least a few steps even if the deadline has passed.
    Result advance(Clock::time_point deadline);

    /// Closes what the walk holds open.
    void end();

    /// After Done: how many descriptors the process had, as countDescriptors() counts.
    std::int64_t descriptors() const { return count_; }
    /// After Done: the inodes of its sockets, ascending, each once.
    std::vector<std::uint32_t>& inodes() { return inodes_; }
    std::int32_t pid() const { return pid_; }
    /// Name and start time now; nothing if it is gone.
    std::optional<ProcessStat> stat();
    /// Everything about it. `stat` is what stat() returned.
    std::shared_ptr<const ProcessInfo> describe(const ProcessStat& stat);

private:
    struct CloseDirectory {
        void operator()(DIR* directory) const { ::closedir(directory); }
    };

    std::int32_t pid_ = 0;
    UniqueFd process_;
    std::unique_ptr<DIR, CloseDirectory> descriptors_;
    std::int64_t count_ = 0;
    std::vector<std::uint32_t> inodes_;
    std::string text_;
};

} // namespace synoptic
