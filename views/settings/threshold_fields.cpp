// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/threshold_fields.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace synoptic {

namespace {

using Thresholds = DiagnosisThresholds;
using Unit = ThresholdField::Unit;

template <auto Member>
double secondsOf(const Thresholds& t) {
    return std::chrono::duration<double>(t.*Member).count();
}
template <auto Member>
void setSeconds(Thresholds& t, double value) {
    t.*Member = std::chrono::milliseconds(std::llround(value * 1000));
}
template <auto Member>
double countOf(const Thresholds& t) {
    return t.*Member;
}
template <auto Member>
void setCount(Thresholds& t, double value) {
    t.*Member = static_cast<std::uint32_t>(std::llround(value));
}
template <auto Member>
double percentOf(const Thresholds& t) {
    return t.*Member * 100;
}
template <auto Member>
void setPercent(Thresholds& t, double value) {
    t.*Member = value / 100;
}

constexpr std::array kFields{
    ThresholdField{"floodLeast",
                   QT_TRANSLATE_NOOP("ThresholdField", "SYN &flood: handshakes that lead nowhere"),
                   Unit::Count, 10, 100'000, 10, 0, countOf<&Thresholds::floodLeast>,
                   setCount<&Thresholds::floodLeast>},
    ThresholdField{
        "attemptPorts",
        QT_TRANSLATE_NOOP("ThresholdField", "&Port scan: ports one address tries in vain"),
        Unit::Count, 2, 10'000, 1, 0, countOf<&Thresholds::attemptPorts>,
        setCount<&Thresholds::attemptPorts>},
    ThresholdField{"silentAfter",
                   QT_TRANSLATE_NOOP("ThresholdField", "&No answer to a connect for"),
                   Unit::Seconds, 0.5, 120, 0.5, 1, secondsOf<&Thresholds::silentAfter>,
                   setSeconds<&Thresholds::silentAfter>},
    ThresholdField{"slowHandshake", QT_TRANSLATE_NOOP("ThresholdField", "&Slow handshake from"),
                   Unit::Seconds, 0.1, 60, 0.1, 1, secondsOf<&Thresholds::slowHandshake>,
                   setSeconds<&Thresholds::slowHandshake>},
    ThresholdField{"closeWaitAge",
                   QT_TRANSLATE_NOOP("ThresholdField", "&CLOSE-WAIT leak: older than"),
                   Unit::Seconds, 5, 3'600, 5, 0, secondsOf<&Thresholds::closeWaitAge>,
                   setSeconds<&Thresholds::closeWaitAge>},
    ThresholdField{"closeWaitCount",
                   QT_TRANSLATE_NOOP("ThresholdField", "CLOSE-WAIT &leak: sockets of one process"),
                   Unit::Count, 1, 10'000, 1, 0, countOf<&Thresholds::closeWaitCount>,
                   setCount<&Thresholds::closeWaitCount>},
    ThresholdField{"halfClosedAge",
                   QT_TRANSLATE_NOOP("ThresholdField", "&Half-closed and silent for"),
                   Unit::Seconds, 5, 3'600, 5, 0, secondsOf<&Thresholds::halfClosedAge>,
                   setSeconds<&Thresholds::halfClosedAge>},
    ThresholdField{"zeroWindowAge", QT_TRANSLATE_NOOP("ThresholdField", "&Zero window for"),
                   Unit::Seconds, 1, 600, 1, 0, secondsOf<&Thresholds::zeroWindowAge>,
                   setSeconds<&Thresholds::zeroWindowAge>},
    ThresholdField{"retransmitShare",
                   QT_TRANSLATE_NOOP("ThresholdField", "&Retransmissions: share of the segments"),
                   Unit::Percent, 1, 90, 1, 0, percentOf<&Thresholds::retransmitShare>,
                   setPercent<&Thresholds::retransmitShare>},
    ThresholdField{"timeWaitShare",
                   QT_TRANSLATE_NOOP("ThresholdField", "&TIME-WAIT: share of the ephemeral ports"),
                   Unit::Percent, 10, 95, 5, 0, percentOf<&Thresholds::timeWaitShare>,
                   setPercent<&Thresholds::timeWaitShare>},
};

} // namespace

QString ThresholdField::text() const {
    return QCoreApplication::translate("ThresholdField", label);
}

std::span<const ThresholdField> thresholdFields() {
    return kFields;
}

} // namespace synoptic
