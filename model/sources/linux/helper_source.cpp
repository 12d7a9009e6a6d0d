// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/helper_source.h"

#include "model/sources/linux/helper_reach.h"
#include "model/sources/linux/wall_clock.h"
#include "model/sources/source_trouble.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// How often time-outs are looked at while nothing comes.
constexpr auto kBeat = 500ms;
/// A helper that ran this long and then died is no sign that the next will die too.
constexpr auto kRanWell = 30s;
constexpr int kMostFailures = 5;
/// Clocks that are set over the network differ by less, and a slow line takes as long.
constexpr Duration kTrifle = 2s;
/// The year 2200; a clock that shows more is no clock.
constexpr Timestamp kLastTime{std::chrono::hours(24) * 365 * 230};

SourceStatus::Trouble troubleOf(helper::Failure failure) {
    using Trouble = SourceStatus::Trouble;
    switch (failure) {
    case helper::Failure::NotPermitted:
        return Trouble::NotPermitted;
    case helper::Failure::NoSuchInterface:
        return Trouble::NoSuchInterface;
    case helper::Failure::BadFilter:
        return Trouble::BadFilter;
    case helper::Failure::InterfaceGone:
        return Trouble::InterfaceGone;
    case helper::Failure::Unsupported:
        return Trouble::Unsupported;
    case helper::Failure::NotFound: // of a socket to be closed: no source asks for that
    case helper::Failure::System:
        break;
    }
    return Trouble::System;
}

} // namespace

HelperSource::HelperSource(SourceStatus::Kind kind, HelperReach helper)
    : reach_(std::move(helper)), due_(Clock::now()) {
    status_.kind = kind;
    status_.way = SourceStatus::Way::Helper;
    status_.host = reach_.host;
    status_.asAdministrator = reach_.way == HelperReach::Way::Administrator;
}

void HelperSource::refreshSoon() {
    // Nobody is asked for a password because everything is to be read anew.
    if (helper_.isRunning() || (failed_ && reach_.way == HelperReach::Way::Administrator))
        return;
    failed_ = false;
    failuresInARow_ = 0;
    due_ = Clock::now();
}

void HelperSource::collect(ConnectionTracker& tracker, std::stop_token) {
    const auto now = Clock::now();
    if (!helper_.isRunning() && helper_.descriptor() < 0) {
        if (!failed_ && now >= due_)
            start(tracker);
        return;
    }
    whileRunning(tracker);
    due_ = now + kBeat;
    const bool goesOn = helper_.readAvailable();
    bool good = true;
    while (const auto frame = helper_.next()) {
        good = take(*frame, tracker);
        if (!good)
            break;
    }
    endBatch(tracker);
    // Something else may answer, and go on to live.
    good = good && helper_.frames().fault() == helper::FrameAssembler::Fault::None;
    if (!goesOn || !good)
        helperEnded(tracker);
}

void HelperSource::end(ConnectionTracker& tracker) {
    helper_.stop();
    endBatch(tracker);
    stopped(tracker);
}

void HelperSource::start(ConnectionTracker& tracker) {
    const ReachCommand command = commandFor(reach_, job());
    if (command.trouble != Trouble::None)
        return fail(command.trouble, command.detail);
    beforeStart(tracker);
    if (const std::string problem = helper_.start(command.words); !problem.empty())
        return fail(Trouble::System, problem);
    startedAt_ = Clock::now();
    started_ = false;
    greeted_ = false;
    due_ = startedAt_ + kBeat;
}

/// The helper's output is over, for whatever reason.
void HelperSource::helperEnded(ConnectionTracker& tracker) {
    using Fault = helper::FrameAssembler::Fault;
    const bool wasStarted = std::exchange(started_, false);
    helper_.stop();
    receivedBefore_ = status_.received;
    droppedBefore_ = status_.dropped;
    if (wasStarted)
        helperLost(tracker); // what passes until it runs again is not seen
    if (failed_)
        return;
    switch (helper_.frames().fault()) {
    case Fault::OtherVersion:
        return fail(Trouble::OtherVersion, helper_.frames().helperVersion());
    case Fault::NotTheHelper:
        return fail(Trouble::NotTheHelper, helper_.why());
    default:
        break;
    }
    if (!failedOnTheWay())
        startAgainLater();
}

/// What ssh or pkexec could not do is told, and not done again unasked: each time a person may be
/// asked for a password, and that a host was lost is to be noticed.
bool HelperSource::failedOnTheWay() {
    if (reach_.way == HelperReach::Way::Direct)
        return false;
    const bool damaged = helper_.frames().fault() != helper::FrameAssembler::Fault::None;
    const Trouble trouble =
        damaged ? Trouble::None
                : troubleOfReach(reach_, greeted_, helper_.exitStatus(), helper_.errors());
    fail(trouble == Trouble::None ? Trouble::HelperEnded : trouble,
         trouble == Trouble::None ? helper_.why()
                                  : wordsOfReach(helper_.errors(), helper_.lastWords()));
    return true;
}

void HelperSource::startAgainLater() {
    if (Clock::now() - startedAt_ > kRanWell)
        failuresInARow_ = 0;
    if (++failuresInARow_ > kMostFailures)
        return fail(Trouble::HelperEnded, helper_.why());
    status_.health = SourceStatus::Health::Degraded;
    status_.trouble = Trouble::HelperEnded;
    status_.detail = helper_.why();
    status_.problem = describe(status_);
    due_ = Clock::now() + 250ms * (1 << failuresInARow_);
}

void HelperSource::fail(Trouble trouble, const std::string& detail) {
    failed_ = true;
    status_.health = SourceStatus::Health::Failed;
    status_.trouble = trouble;
    status_.detail = detail;
    status_.problem = describe(status_);
    due_ = Clock::time_point::max();
}

void HelperSource::setWorking() {
    started_ = true;
    status_.health = SourceStatus::Health::Working;
    status_.trouble = Trouble::None;
    status_.detail.clear();
    status_.problem.clear();
}

/// False once no more of this helper is of use.
bool HelperSource::take(const helper::Frame& frame, ConnectionTracker& tracker) {
    using helper::FrameType;
    helper::FieldReader fields(frame.payload);
    switch (frame.type) {
    case FrameType::Hello:
        greeted_ = true;
        return true;
    case FrameType::Interface:
        return true;
    case FrameType::Failure: {
        const auto failure = static_cast<helper::Failure>(fields.u32());
        fail(troubleOf(failure), fields.text(300));
        return false;
    }
    case FrameType::End:
        return false;
    default:
        return takeFrame(frame, tracker);
    }
}

std::uint64_t HelperSource::takeStatistics(helper::FieldReader fields) {
    const std::uint64_t received = fields.u64();
    const std::uint64_t dropped = fields.u64() + fields.u64();
    if (!fields.ok())
        return 0;
    status_.received = receivedBefore_ + received;
    status_.dropped = droppedBefore_ + dropped;
    const std::uint64_t lost = status_.dropped - std::min(status_.dropped, droppedTold_);
    droppedTold_ = std::max(droppedTold_, status_.dropped);
    return lost;
}

Duration HelperSource::shiftFrom(Timestamp there) {
    if (!isElsewhere() || there < Timestamp() || there > kLastTime)
        return Duration(0);
    WallClock clock;
    const Duration shift = clock.now() - there;
    status_.clockShift = shift < kTrifle && shift > -kTrifle ? Duration(0) : shift;
    return status_.clockShift;
}

} // namespace synoptic
