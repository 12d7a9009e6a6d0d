// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/helper_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <thread>

namespace synoptic {

namespace {

/// Of standard error only the end is kept; a helper that talks on and on costs no memory.
constexpr std::size_t kErrorTextKept = 4096;
/// Read at most this much before the caller handles what came.
constexpr int kReadsAtOnce = 16;
/// Room for what a busy helper writes while this side rests or is kept from running; the most that
/// every user may have. With less, as where a user has many pipes, it is the helper's ring that
/// fills.
constexpr int kPipeBytes = 1 << 20;

struct Pipe {
    UniqueFd read, write;
};

std::optional<Pipe> makePipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

std::string lastLine(std::string text) {
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.pop_back();
    if (const auto start = text.rfind('\n'); start != std::string::npos)
        text.erase(0, start + 1);
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return text.substr(0, 300);
}

/// Children that could not be ended by force. They end when they find their pipes closed; until
/// then each is a process, and from then on an entry in the process table, that somebody must
/// fetch.
class LeftToThemselves {
public:
    void add(pid_t pid) {
        const std::lock_guard lock(mutex_);
        children_.push_back(pid);
    }
    void reap() {
        const std::lock_guard lock(mutex_);
        std::erase_if(children_, [](pid_t pid) { return waitpid(pid, nullptr, WNOHANG) != 0; });
    }

private:
    std::mutex mutex_; ///< every thread that starts helpers
    std::vector<pid_t> children_;
};
LeftToThemselves leftToThemselves;

constexpr int kNeverEnded = -1;

} // namespace

std::filesystem::path findHelper() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    for (const std::filesystem::path& candidate :
         {self.parent_path() / "synoptic-capture",
          self.parent_path() / "../bin/synoptic-capture", // the tests, in the build tree
          self.parent_path() / SYNOPTIC_BIN_TO_LIBEXEC / "synoptic-capture", // whatever the prefix
          std::filesystem::path(SYNOPTIC_LIBEXEC) / "synoptic-capture"}) {
        if (!error && access(candidate.c_str(), F_OK) == 0)
            return candidate.lexically_normal();
    }
    return {};
}

std::string HelperProcess::start(const std::vector<std::string>& arguments) {
    stop();
    leftToThemselves.reap();
    frames_ = {};
    errorText_.clear();
    waitStatus_ = 0;
    auto in = makePipe();
    auto out = makePipe();
    auto err = makePipe();
    if (!in || !out || !err)
        return std::string("no pipe could be made: ") + std::strerror(errno);

    fcntl(out->write.get(), F_SETPIPE_SZ, kPipeBytes);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in->read.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out->write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err->write.get(), STDERR_FILENO);
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    // In a group of its own: Ctrl+C in a terminal is for the program, which ends the helper itself.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int error = posix_spawn(&pid_, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        pid_ = 0;
        return arguments.front() + " cannot be started: " + std::strerror(error);
    }
    input_ = std::move(in->write);
    output_ = std::move(out->read);
    errors_ = std::move(err->read);
    for (const int fd : {output_.get(), errors_.get()})
        fcntl(fd, F_SETFL, O_NONBLOCK);
    return {};
}

void HelperProcess::tell(char word) {
    if (input_.get() < 0)
        return;
    // Nobody may be reading any more, and a program that uses this need not know of SIGPIPE.
    sigset_t pipe;
    sigset_t before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    if (write(input_.get(), &word, 1) < 0 && errno == EPIPE) {
        const timespec now{};
        sigtimedwait(&pipe, nullptr, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void HelperProcess::stop(std::chrono::milliseconds patience) {
    if (pid_ <= 0)
        return;
    input_ = {};
    output_ = {}; // a helper that is blocked in writing is woken by this
    if (!endsWithin(patience)) {
        kill(pid_, SIGKILL);
        if (!endsWithin(patience)) {
            leftToThemselves.add(pid_);
            waitStatus_ = kNeverEnded;
        }
    }
    pid_ = 0;
    readErrors(); // its last words
    errors_ = {};
}

bool HelperProcess::endsWithin(std::chrono::milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + patience;
    while (waitpid(pid_, &waitStatus_, WNOHANG) == 0) {
        if (Clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

int HelperProcess::exitStatus() const {
    return waitStatus_ != kNeverEnded && WIFEXITED(waitStatus_) ? WEXITSTATUS(waitStatus_) : -1;
}

std::string HelperProcess::lastWords() const {
    return lastLine(errorText_);
}

bool HelperProcess::readAvailable() {
    for (int i = 0; i < kReadsAtOnce && output_.get() >= 0; ++i) {
        const auto space = frames_.space();
        const ssize_t count = read(output_.get(), space.data(), space.size());
        if (count > 0) {
            frames_.wrote(static_cast<std::size_t>(count));
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        output_ = {};
        reap();
    }
    readErrors();
    return output_.get() >= 0;
}

void HelperProcess::readErrors() {
    std::array<char, 1024> chunk{};
    while (errors_.get() >= 0) {
        const ssize_t count = read(errors_.get(), chunk.data(), chunk.size());
        if (count <= 0)
            break;
        errorText_.append(chunk.data(), static_cast<std::size_t>(count));
        if (errorText_.size() > kErrorTextKept)
            errorText_.erase(0, errorText_.size() - kErrorTextKept);
    }
}

void HelperProcess::reap() {
    readErrors();
    stop();
}

std::string HelperProcess::why() {
    using Fault = helper::FrameAssembler::Fault;
    switch (frames_.fault()) {
    case Fault::NotTheHelper:
        return "What answered is not synoptic-capture: " + lastLine(errorText_);
    case Fault::OtherVersion:
        return "synoptic-capture there is version " + lastLine(frames_.helperVersion()) +
               " and speaks another protocol; install the same version on both sides.";
    case Fault::TooLong:
    case Fault::UnknownType:
        return "synoptic-capture sent damaged data, so it was stopped.";
    case Fault::None:
        break;
    }
    std::string text = "synoptic-capture ended";
    if (waitStatus_ == kNeverEnded)
        text += " its answer";
    else if (WIFSIGNALED(waitStatus_))
        text += std::string(" by signal ") + std::to_string(WTERMSIG(waitStatus_));
    else if (WIFEXITED(waitStatus_))
        text += " with status " + std::to_string(WEXITSTATUS(waitStatus_));
    if (const std::string line = lastLine(errorText_); !line.empty())
        text += ": " + line;
    return text + ".";
}

} // namespace synoptic
