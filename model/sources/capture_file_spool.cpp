// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_spool.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <zlib.h>

namespace synoptic {

struct CaptureFileSpool::State {
    int input = -1;
    int output = -1;
    std::uint64_t limit = 0;
    std::uint64_t size = 0;
    std::uint64_t consumed = 0;
    bool isFinished = false;
    bool isCompressed = false;
    bool insideMember = false; ///< the input must not end here
    bool anyMember = false;
    CaptureProblem problem;
    z_stream stream{};
    std::array<std::uint8_t, 128 << 10> in{};
    std::array<std::uint8_t, 512 << 10> out{};

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (isCompressed)
            inflateEnd(&stream);
        if (input >= 0)
            ::close(input);
        if (output >= 0)
            ::close(output);
    }

    void stop(CaptureProblem::Kind kind, int error = 0) {
        isFinished = true;
        if (kind != CaptureProblem::Kind::None)
            problem = {kind, error, 0, size};
    }
    void write(const std::uint8_t* bytes, std::size_t count);
    bool fill();
    void begin();
    void step();
    void inflateSome();
};

/// Appends to the temporary file, up to the limit.
void CaptureFileSpool::State::write(const std::uint8_t* bytes, std::size_t count) {
    if (size + count > limit) {
        count = static_cast<std::size_t>(limit - size);
        stop(CaptureProblem::Kind::TooLarge);
    }
    while (count > 0) {
        const ssize_t written = ::write(output, bytes, count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            stop(CaptureProblem::Kind::CannotSpool, written < 0 ? errno : ENOSPC);
            return;
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
        size += static_cast<std::uint64_t>(written);
    }
}

/// Reads more input behind what is left of it. Returns false at its end.
bool CaptureFileSpool::State::fill() {
    if (stream.avail_in > 0)
        return true;
    ssize_t count = 0;
    do
        count = ::read(input, in.data(), in.size());
    while (count < 0 && errno == EINTR);
    if (count < 0)
        stop(CaptureProblem::Kind::CannotRead, errno);
    if (count <= 0)
        return false;
    consumed += static_cast<std::uint64_t>(count);
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(count);
    return true;
}

void CaptureFileSpool::State::begin() {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (!fill())
        return stop(problem.kind);
    // A pipe may hand over a single byte first; gzip's second magic byte is then not checked.
    isCompressed = in[0] == 0x1f && (stream.avail_in < 2 || in[1] == 0x8b) &&
                   inflateInit2(&stream, kGzipOnly) == Z_OK;
}

void CaptureFileSpool::State::inflateSome() {
    insideMember = true;
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&stream, Z_NO_FLUSH);
    write(out.data(), out.size() - stream.avail_out);
    if (result == Z_STREAM_END) {
        insideMember = false;
        anyMember = true;
        inflateReset(&stream);
        return;
    }
    if (result == Z_OK || result == Z_BUF_ERROR)
        return;
    // Zeros or other bytes behind the last member are no harm: gzip ignores them too.
    const bool isTrailing = anyMember && stream.total_out == 0;
    stop(isTrailing ? CaptureProblem::Kind::None : CaptureProblem::Kind::CompressionDamaged);
}

void CaptureFileSpool::State::step() {
    if (!fill()) {
        if (!isFinished)
            stop(insideMember ? CaptureProblem::Kind::CompressionDamaged
                              : CaptureProblem::Kind::None);
        return;
    }
    if (isCompressed)
        return inflateSome();
    write(stream.next_in, stream.avail_in);
    stream.avail_in = 0;
}

CaptureFileSpool::CaptureFileSpool(int input, int output, std::uint64_t limit)
    : state_(std::make_unique<State>()) {
    state_->input = input;
    state_->output = output;
    state_->limit = limit;
    state_->begin();
}

CaptureFileSpool::~CaptureFileSpool() = default;

int CaptureFileSpool::openTemporary() {
    const char* wanted = std::getenv("TMPDIR");
    const std::string folder = wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
#ifdef O_TMPFILE
    const int unnamed = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (unnamed >= 0)
        return unnamed;
#endif
    std::string path = folder + "/synoptic-" + std::string(6, 'X');
    const int named = ::mkstemp(path.data());
    if (named >= 0) {
        ::unlink(path.c_str());
        ::fcntl(named, F_SETFD, FD_CLOEXEC);
    }
    return named;
}

void CaptureFileSpool::growTo(std::uint64_t size) {
    while (!state_->isFinished && state_->size < size)
        state_->step();
}

std::uint64_t CaptureFileSpool::size() const {
    return state_->size;
}
std::uint64_t CaptureFileSpool::consumed() const {
    return state_->consumed;
}
const CaptureProblem& CaptureFileSpool::problem() const {
    return state_->problem;
}

} // namespace synoptic
