// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_bytes.h"

#include "model/sources/capture_file_spool.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace synoptic {

namespace {

constexpr std::size_t kWindowForJumps = 16U << 10;

bool beginsAsGzip(int descriptor) {
    std::uint8_t magic[2] = {};
    return ::pread(descriptor, magic, sizeof magic, 0) == sizeof magic && magic[0] == 0x1f &&
           magic[1] == 0x8b;
}

/// As much as there is, up to `count`. Returns the number of bytes, or -1 and errno.
ssize_t readAt(int descriptor, std::uint8_t* out, std::size_t count, std::uint64_t offset) {
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got =
            ::pread(descriptor, out + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return done > 0 ? static_cast<ssize_t>(done) : -1;
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(done);
}

} // namespace

CaptureFileBytes::CaptureFileBytes() = default;

CaptureFileBytes::~CaptureFileBytes() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

CaptureFileBytes::CaptureFileBytes(CaptureFileBytes&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), readError_(other.readError_),
      size_(other.size_), inputSize_(other.inputSize_), windowSize_(other.windowSize_),
      start_(other.start_), furthest_(other.furthest_), window_(std::move(other.window_)),
      spool_(std::move(other.spool_)) {}

CaptureFileBytes& CaptureFileBytes::operator=(CaptureFileBytes&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(readError_, other.readError_);
    std::swap(size_, other.size_);
    std::swap(inputSize_, other.inputSize_);
    std::swap(windowSize_, other.windowSize_);
    std::swap(start_, other.start_);
    std::swap(furthest_, other.furthest_);
    std::swap(window_, other.window_);
    std::swap(spool_, other.spool_);
    return *this;
}

CaptureProblem CaptureFileBytes::open(const std::string& path, std::uint64_t spoolLimit) {
    *this = CaptureFileBytes();
    const int input = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (input < 0)
        return {CaptureProblem::Kind::CannotOpen, errno, 0, 0};
    struct stat status {};
    if (::fstat(input, &status) != 0 || S_ISDIR(status.st_mode)) {
        const int error = S_ISDIR(status.st_mode) ? EISDIR : errno;
        ::close(input);
        return {CaptureProblem::Kind::CannotOpen, error, 0, 0};
    }
    const bool isRegular = S_ISREG(status.st_mode);
    if (isRegular)
        inputSize_ = static_cast<std::uint64_t>(status.st_size);
    if (isRegular && !beginsAsGzip(input)) {
        descriptor_ = input;
        size_ = inputSize_;
#ifdef POSIX_FADV_SEQUENTIAL
        ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
        return {};
    }
    const int output = CaptureFileSpool::openTemporary();
    const int reading = output < 0 ? -1 : ::fcntl(output, F_DUPFD_CLOEXEC, 0);
    if (reading < 0) {
        const int error = errno;
        ::close(input);
        if (output >= 0)
            ::close(output);
        return {CaptureProblem::Kind::CannotSpool, error, 0, 0};
    }
    descriptor_ = reading;
    spool_ = std::make_unique<CaptureFileSpool>(input, output, spoolLimit);
    return {};
}

CaptureFileBytes CaptureFileBytes::duplicate() const {
    CaptureFileBytes copy;
    copy.descriptor_ = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    copy.size_ = size();
    copy.inputSize_ = inputSize_;
    copy.windowSize_ = kWindowForJumps;
    return copy;
}

const std::uint8_t* CaptureFileBytes::load(std::uint64_t offset, std::size_t count) {
    const std::uint64_t end = offset + count;
    if (descriptor_ < 0 || end < offset)
        return nullptr;
    if (spool_ != nullptr) {
        spool_->growTo(std::max(end, offset + windowSize_));
        size_ = spool_->size();
    }
    if (end > size_) {
        // The window must not claim bytes of a file that has grown shorter, nor allocate for a
        // length that a damaged file made up.
        if (spool_ == nullptr)
            refresh();
        if (end > size_)
            return nullptr;
    }
    const auto want = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::max(count, windowSize_), size_ - offset));
    window_.resize(want);
    start_ = offset;
    const ssize_t got = readAt(descriptor_, window_.data(), want, offset);
    readError_ = got < 0 ? errno : 0;
    window_.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    furthest_ = std::max(furthest_, start_ + window_.size());
    return window_.size() >= count ? window_.data() : nullptr;
}

void CaptureFileBytes::refresh() {
    struct stat status {};
    if (spool_ != nullptr || descriptor_ < 0 || ::fstat(descriptor_, &status) != 0)
        return;
    size_ = static_cast<std::uint64_t>(status.st_size);
    if (spool_ == nullptr)
        inputSize_ = std::max(inputSize_, size_);
}

std::uint64_t CaptureFileBytes::size() const {
    return spool_ ? spool_->size() : size_;
}

std::uint64_t CaptureFileBytes::inputRead() const {
    return spool_ ? spool_->consumed() : furthest_;
}

CaptureProblem CaptureFileBytes::problem() const {
    if (readError_ != 0)
        return {CaptureProblem::Kind::CannotRead, readError_, 0, furthest_};
    return spool_ ? spool_->problem() : CaptureProblem{};
}

} // namespace synoptic
