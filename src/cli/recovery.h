/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* recovery.h - parameters and handlers of somebody's way through a programme, for the rows of the
 * noun `person`. */
#ifndef HEARTH_CLI_RECOVERY_H
#define HEARTH_CLI_RECOVERY_H

#include "cli/cli.h"

extern const struct cli_param recovery_enrol_params[];
extern const struct cli_param recovery_stage_params[];
extern const struct cli_param recovery_turn_params[];
extern const struct cli_param recovery_result_params[];
extern const struct cli_param recovery_relapse_params[];
extern const struct cli_param recovery_back_params[];
extern const struct cli_param recovery_earlier_params[];

/* person enrol */
MUST_CHECK struct err *recovery_enrol_run(struct cli *cli);
/* person stage */
MUST_CHECK struct err *recovery_stage_run(struct cli *cli);
/* person pause */
MUST_CHECK struct err *recovery_pause_run(struct cli *cli);
/* person resume */
MUST_CHECK struct err *recovery_resume_run(struct cli *cli);
/* person result */
MUST_CHECK struct err *recovery_result_run(struct cli *cli);
/* person way */
MUST_CHECK struct err *recovery_way_run(struct cli *cli);
/* person relapse */
MUST_CHECK struct err *recovery_relapse_run(struct cli *cli);
/* person back */
MUST_CHECK struct err *recovery_back_run(struct cli *cli);
/* person relapses */
MUST_CHECK struct err *recovery_relapses_run(struct cli *cli);
/* person earlier */
MUST_CHECK struct err *recovery_earlier_run(struct cli *cli);

#endif
