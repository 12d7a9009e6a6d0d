// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/frame_output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace synoptic {

bool writeFrame(helper::FrameWriter& frame) {
    auto rest = frame.finish();
    while (!rest.empty()) {
        const ssize_t written = write(STDOUT_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

bool writeHello() {
    helper::FrameWriter frame(helper::FrameType::Hello);
    frame.u32(helper::kMagic).u32(helper::kProtocolVersion).text(SYNOPTIC_VERSION);
    return writeFrame(frame);
}

bool writeEnd() {
    helper::FrameWriter frame(helper::FrameType::End);
    return writeFrame(frame);
}

bool writeFailure(helper::Failure failure, std::string_view detail) {
    std::fprintf(stderr, "synoptic-capture: %.*s\n", static_cast<int>(detail.size()),
                 detail.data());
    helper::FrameWriter frame(helper::FrameType::Failure);
    frame.u32(static_cast<std::uint32_t>(failure)).text(detail);
    writeFrame(frame);
    return false;
}

} // namespace synoptic
