// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/helper_process.h"
#include "model/sources/source_factory.h"

#include <chrono>

#include <poll.h>

namespace synoptic {

namespace {

/// Longer than any list takes; a helper behind a slow line may need a password meanwhile.
constexpr std::chrono::seconds kPatience{30};

CaptureInterface readInterface(helper::FieldReader fields) {
    CaptureInterface found;
    const std::uint32_t flags = fields.u32();
    found.name = fields.text(64);
    found.description = fields.text(200);
    found.isUp = (flags & helper::kUp) != 0;
    found.isLoopback = (flags & helper::kLoopback) != 0;
    return found;
}

} // namespace

CaptureInterfaces listCaptureInterfaces(const HelperCommand& helper) {
    CaptureInterfaces result;
    HelperCommand command = helper;
    if (command.empty()) {
        const auto found = findHelper();
        if (found.empty()) {
            result.problem = "synoptic-capture is not installed beside this program.";
            return result;
        }
        command.push_back(found.string());
    }
    command.emplace_back("interfaces");
    HelperProcess process;
    result.problem = process.start(command);
    if (!result.problem.empty())
        return result;
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    bool complete = false;
    while (!complete && std::chrono::steady_clock::now() < deadline) {
        pollfd wait{process.descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 200);
        const bool goesOn = process.readAvailable();
        while (const auto frame = process.next()) {
            const helper::FieldReader fields(frame->payload);
            if (frame->type == helper::FrameType::Interface)
                result.list.push_back(readInterface(fields));
            complete |= frame->type == helper::FrameType::End;
        }
        if (!goesOn)
            break;
    }
    process.stop();
    if (!complete && result.list.empty())
        result.problem = process.why();
    return result;
}

} // namespace synoptic
