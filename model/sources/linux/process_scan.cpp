// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/process_scan.h"

#include "model/sources/linux/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>

namespace synoptic {

namespace {

constexpr std::size_t kMaxCommandLine = 4096;
constexpr std::size_t kMaxStat = 4096;
constexpr int kStepsBetweenLooksAtTheClock = 64;

template <typename Number>
bool readNumber(std::string_view text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size();
}

struct PathBuffer {
    PathBuffer(const char* format, std::int32_t pid) {
        std::snprintf(text.data(), text.size(), format, pid);
    }
    std::array<char, 40> text;
};

} // namespace

bool listProcesses(std::vector<std::int32_t>& pids) {
    pids.clear();
    DIR* const directory = ::opendir("/proc");
    if (directory == nullptr)
        return false;
    while (const dirent* entry = ::readdir(directory)) {
        std::int32_t pid = 0;
        if (readNumber(std::string_view(entry->d_name), pid) && pid > 0)
            pids.push_back(pid);
    }
    ::closedir(directory);
    std::sort(pids.begin(), pids.end());
    return true;
}

std::optional<std::int64_t> countDescriptors(std::int32_t pid) {
    struct stat info {};
    if (::stat(PathBuffer("/proc/%d/fd", pid).text.data(), &info) != 0 || info.st_size <= 0)
        return std::nullopt;
    return info.st_size;
}

std::uint32_t socketInode(std::string_view linkTarget) {
    constexpr std::string_view kPrefix = "socket:[";
    std::uint32_t inode = 0;
    if (!linkTarget.starts_with(kPrefix) || !linkTarget.ends_with(']'))
        return 0;
    linkTarget.remove_prefix(kPrefix.size());
    linkTarget.remove_suffix(1);
    return readNumber(linkTarget, inode) ? inode : 0;
}

std::optional<ProcessStat> parseProcessStat(std::string_view line) {
    const auto open = line.find('(');
    const auto close = line.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    ProcessStat stat;
    stat.name = line.substr(open + 1, close - open - 1);
    std::string_view rest = line.substr(close + 1);
    // After the name come fields 3 (state) and so on; starttime is field 22.
    for (int field = 3; field < 22; ++field)
        takeWord(rest);
    if (!readNumber(takeWord(rest), stat.startTime))
        return std::nullopt;
    return stat;
}

std::optional<ProcessStat> readProcessStat(std::int32_t pid) {
    std::string text;
    if (readTextFile(PathBuffer("/proc/%d/stat", pid).text.data(), text, kMaxStat) != 0)
        return std::nullopt;
    return parseProcessStat(text);
}

DescriptorWalk::Result DescriptorWalk::begin(std::int32_t pid) {
    pid_ = pid;
    inodes_.clear();
    // In its own descriptors the walk meets the two it opens here.
    count_ = pid == ::getpid() ? -2 : 0;
    descriptors_.reset();
    // The directory stays that of this process: once it is gone, what is below it is, too.
    process_ = UniqueFd(
        ::open(PathBuffer("/proc/%d", pid).text.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!process_)
        return errno == EACCES || errno == EPERM ? Result::Denied : Result::Gone;
    UniqueFd directory(::openat(process_.get(), "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory)
        return errno == EACCES || errno == EPERM ? Result::Denied : Result::Gone;
    descriptors_.reset(::fdopendir(directory.get()));
    if (!descriptors_)
        return Result::Gone;
    directory.release();
    return Result::Paused;
}

DescriptorWalk::Result DescriptorWalk::advance(Clock::time_point deadline) {
    const int directory = ::dirfd(descriptors_.get());
    std::array<char, 64> target;
    for (int step = 1;; ++step) {
        errno = 0;
        const dirent* entry = ::readdir(descriptors_.get());
        if (entry == nullptr) {
            const int error = errno;
            descriptors_.reset();
            if (error != 0)
                return error == EACCES || error == EPERM ? Result::Denied : Result::Gone;
            std::sort(inodes_.begin(), inodes_.end());
            inodes_.erase(std::unique(inodes_.begin(), inodes_.end()), inodes_.end());
            return Result::Done;
        }
        if (entry->d_name[0] == '.')
            continue;
        ++count_;
        const auto length = ::readlinkat(directory, entry->d_name, target.data(), target.size());
        if (length > 0)
            if (const std::uint32_t inode =
                    socketInode({target.data(), static_cast<std::size_t>(length)}))
                inodes_.push_back(inode);
        if (step % kStepsBetweenLooksAtTheClock == 0 && Clock::now() >= deadline)
            return Result::Paused;
    }
}

void DescriptorWalk::end() {
    descriptors_.reset();
    process_ = UniqueFd();
}

std::optional<ProcessStat> DescriptorWalk::stat() {
    if (readTextFileAt(process_.get(), "stat", text_, kMaxStat) != 0)
        return std::nullopt;
    return parseProcessStat(text_);
}

std::shared_ptr<const ProcessInfo> DescriptorWalk::describe(const ProcessStat& stat) {
    auto info = std::make_shared<ProcessInfo>();
    info->pid = pid_;
    info->name = stat.name;
    info->startTime = stat.startTime;
    struct stat owner {};
    if (::fstat(process_.get(), &owner) == 0)
        info->uid = owner.st_uid;
    // Cut or unreadable, it serves as far as it goes.
    readTextFileAt(process_.get(), "cmdline", text_, kMaxCommandLine);
    while (text_.ends_with('\0'))
        text_.pop_back();
    std::replace(text_.begin(), text_.end(), '\0', ' ');
    info->commandLine = text_;
    return info;
}

} // namespace synoptic
